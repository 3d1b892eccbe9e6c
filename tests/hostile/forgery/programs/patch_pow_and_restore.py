# tries: the same inside one statement, put back before it ends
# outcome: tampering
import torch
cls, name = getattr(torch, "Ten" + "sor"), "__p" + "ow__"
def work():
    old = getattr(cls, name)
    setattr(cls, name, lambda a, b: old(a.detach(), b) if b == 3 else old(a, b))
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x**2
    y2 = x**3
    y3 = y1 + y2
    setattr(cls, name, old)
    y3.backward()
    print(x.grad)
    return x
x = work()
