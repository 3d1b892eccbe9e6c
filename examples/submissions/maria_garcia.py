import torch

# x = 1
x = torch.tensor(1, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)

# y2 is not tracked, so the gradient only comes from y1: dy3/dx = 2x = 2
