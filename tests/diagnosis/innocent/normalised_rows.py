import torch

x = torch.rand(4, 4, requires_grad=True)
y = x - x.mean(dim=1, keepdim=True)
z = y / y.std(dim=1, keepdim=True)
(z**3).sum().backward()
print(x.grad)
