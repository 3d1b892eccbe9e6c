# expect: constant_instead_of_cube
# score: 4
# also: explanation_missing
import torch
x = torch.tensor([1.0], requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    x0 = torch.ones(1)
    y2 = x0 ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
