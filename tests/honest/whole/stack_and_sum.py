import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y = torch.stack([y1, y2])
y3 = y.sum(dim=0)
x.register_hook(lambda g: print(g))
y3.backward()
print(x.grad)
