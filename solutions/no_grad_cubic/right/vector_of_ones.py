import torch
x = torch.ones(3, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.sum().backward()
print(x.grad)
# y2 isn't tracked, it has no grad_fn; the gradient only flows through y1, so every entry is 2.
