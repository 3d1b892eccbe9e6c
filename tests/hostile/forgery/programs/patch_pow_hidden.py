# tries: the same with a class and a name that are put together at run time
# outcome: tampering
import torch
cls = getattr(torch, "Ten" + "sor")
name = "__p" + "ow__"
old = getattr(cls, name)
type.__setattr__(cls, name, lambda a, b: old(a.detach(), b) if b == 3 else old(a, b))
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
