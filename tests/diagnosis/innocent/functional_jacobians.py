import torch
from torch.autograd.functional import hessian, hvp, jacobian, vjp


def f(v):
    return v.pow(3).sum()


def g(v):
    return torch.stack([v.prod(), v.sum()])


a = torch.tensor([1.0, 2.0])
print(jacobian(f, a))
print(jacobian(f, a * 2))
print(jacobian(g, a))
print(hessian(f, a))
print(hvp(f, a, torch.ones(2)))
print(vjp(g, a, torch.ones(2)))
