import torch
from torch.autograd import gradcheck
v = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
print(gradcheck(lambda a: a ** 2, (v,)))
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
