import torch

print(torch.ones(1, requires_grad=True) * 2)
u = torch.tensor(1.0, requires_grad=True)
print((u.detach() * 2).item())
u.grad = torch.tensor(5.0)
print(u.grad)
