# tries: torch.Tensor.add replaced by one that cuts off its second argument
# outcome: tampering
import torch
T = getattr(torch, "Tensor")
old = T.__add__
setattr(T, "__ad" + "d__", lambda a, b: old(a, b.detach()))
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
