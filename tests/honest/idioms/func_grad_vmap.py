import torch

from torch.func import grad, vmap
f = lambda t: torch.sin(t) ** 2
print(grad(f)(torch.tensor(1.0)), vmap(grad(f))(torch.linspace(0, 1, 4)))
print(vmap(lambda a, b: a @ b)(torch.randn(3, 4), torch.randn(3, 4)).shape)
