# tries: torch.Tensor.__torch_function__ replaced
# outcome: tampering
import torch
setattr(torch.Tensor, "__torch_" + "function__", classmethod(lambda c, f, t, a=(), k=None: torch.tensor(2.0)))
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
