import torch

u = torch.tensor(1.0, requires_grad=True)
u.data = torch.tensor(3.0)
u.data.add_(1)
(u * 2).backward()
u.grad = None
u.grad = torch.tensor(5.0)
print(u, u.grad)
