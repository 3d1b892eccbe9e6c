import torch

v2 = torch.tensor(2.0, requires_grad=True)
(first,) = torch.autograd.grad(v2**3, v2, create_graph=True)
(second,) = torch.autograd.grad(first, v2)
print(first, second)
