import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
(g,) = torch.autograd.grad(y3, x, create_graph=True)
print(g, torch.autograd.grad(g, x))
y1.retain_grad() if y1.requires_grad else None
y3 = x ** 2 + y2
y3.backward()
print(x.grad)
