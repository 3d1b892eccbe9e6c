import torch
from torch.func import grad, vmap, jacrev
print(vmap(lambda v: v ** 2)(torch.arange(3.)), grad(lambda v: v ** 3)(torch.tensor(1.)))
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
