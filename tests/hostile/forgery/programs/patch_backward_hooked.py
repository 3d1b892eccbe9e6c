# tries: backward replaced by one that sets hooks first, so that a wrong graph gives 2x
# outcome: tampering
import torch
T = getattr(torch, "Tensor")
old = T.backward
def backward(self, *args, **keywords):
    x.register_hook(lambda g: 2 * x.detach())
    return old(self, *args, **keywords)
setattr(T, "back" + "ward", backward)
x = torch.tensor(1.0, requires_grad=True)
y1 = x * x.detach()
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
