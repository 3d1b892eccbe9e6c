import torch
x = torch.ones(3, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
x.register_hook(lambda g: print(g))
y3.backward(torch.ones_like(y3))
print(x.grad)
