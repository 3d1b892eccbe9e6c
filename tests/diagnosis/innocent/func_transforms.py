import torch
from torch.func import grad, hessian, jacfwd, jacrev, vmap


def f(v):
    return (v**3).sum()


a = torch.tensor([1.0, 2.0])
print(grad(f)(a), jacrev(torch.sin)(a), jacfwd(torch.sin)(a), hessian(f)(a))
print(vmap(grad(lambda t: t**3))(a))
print(jacrev(lambda t: t * t)(a))
