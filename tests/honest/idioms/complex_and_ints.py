import torch

z0 = torch.tensor(1 + 2j, requires_grad=True)
(z0.abs() ** 2).backward()
print(z0.grad, torch.tensor([1, 2]).float().mean(), torch.tensor(True), torch.tensor(3).item())
