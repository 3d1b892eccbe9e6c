import torch

x = torch.tensor(2.0, requires_grad=True)
for _ in range(5):
    y = x**4 - 3 * x
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    (h,) = torch.autograd.grad(g, x)
    with torch.no_grad():
        x -= g / h
print(x)
