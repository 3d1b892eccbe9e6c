import torch

from torch.utils.checkpoint import checkpoint
block = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.Tanh())
value = torch.randn(2, 3, requires_grad=True)
checkpoint(block, value, use_reentrant=False).sum().backward()
print(value.grad.shape)
