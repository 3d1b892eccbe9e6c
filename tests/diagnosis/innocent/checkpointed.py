import torch
from torch.utils.checkpoint import checkpoint

w = torch.tensor([1.0, 2.0], requires_grad=True)
y = checkpoint(lambda t: torch.tanh(t) * 2, w, use_reentrant=False)
y.sum().backward()
print(w.grad)
