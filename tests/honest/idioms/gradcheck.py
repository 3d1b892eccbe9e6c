import torch

from torch.autograd import gradcheck
g0 = torch.randn(3, dtype=torch.double, requires_grad=True)
print(gradcheck(lambda t: (t**2).sum(), (g0,)))
