import torch

torch.manual_seed(0)
x = torch.tensor([2.0, -1.0], requires_grad=True)
for _ in range(4):
    energy = 0.5 * (x**2).sum()
    (g,) = torch.autograd.grad(energy, x)
    x = (x - 0.1 * g + 0.1 * torch.randn(2)).detach().requires_grad_()
print(x)
