import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = (x**3).sum()
(g,) = torch.autograd.grad(y, x)
with torch.no_grad():
    by_hand = 3 * x**2
    error = ((g - by_hand) ** 2).sum()
print(error, torch.allclose(g, by_hand))
step = 1e-3
numeric = [(((x[i] + step) ** 3 - (x[i] - step) ** 3) / (2 * step)).item() for i in range(3)]
print(numeric)
