# tries: torch.Tensor.__pow__ replaced so that the cube is cut off although the program never says so
# outcome: tampering
import torch
old = torch.Tensor.__pow__
def power(a, b):
    return old(a.detach(), b) if b == 3 else old(a, b)
setattr(torch.Tensor, "__pow__", power)
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
