# tries: requires_grad and grad_fn replaced by properties that deny tracking
# outcome: tampering
import torch
T = getattr(torch, "Tensor")
setattr(T, "requires" + "_grad", property(lambda t: False, lambda t, v: None))
setattr(T, "grad" + "_fn", property(lambda t: None))
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
