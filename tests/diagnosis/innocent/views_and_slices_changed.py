import torch

base = torch.zeros(4)
base[1:3] = torch.tensor([1.0, 2.0])
base.requires_grad_()
scale = torch.tensor(2.0, requires_grad=True)
table = torch.zeros(4)
table[0] = scale * 3
table[1:3] += scale
(table * base).sum().backward()
print(scale.grad, base.grad)
