import torch
from torch.autograd.functional import hessian


def derive(y, x):
    """The derivative of y, ready to be differentiated again."""
    return torch.autograd.grad(y, x, create_graph=True)[0]


def exercise_one():
    x = torch.tensor(2.0, requires_grad=True)
    y = x * x * x * x + x * x
    g1 = derive(y, x)
    g2 = derive(g1, x)
    g3 = derive(g2, x)
    return g1.item(), g2.item(), g3.item()


def exercise_two():
    w = torch.tensor([2.0, -1.0], requires_grad=True)
    z = torch.tensor([1.0, 3.0], requires_grad=True)
    out = (w[0] * z[0] + w[1] * z[1]) ** 2
    s = derive(out, z)
    penalty = s[0] ** 2 + s[1] ** 2
    penalty.backward()
    return penalty.item(), w.grad.tolist()


def second_derivative(f, x):
    n = x.numel()
    whole = hessian(lambda t: f(t).sum(), x, create_graph=True)
    return whole.reshape(n, n).diagonal().reshape(x.shape)


print(exercise_one())
print(exercise_two())
print(second_derivative(torch.sin, torch.tensor(1.0, requires_grad=True)))

"""
create_graph=True tells autograd to keep track of the backward computation too. The gradient it returns is
therefore part of a graph (g1.requires_grad is True), and calling grad on it gives the second derivative.
If we leave it out, the gradient comes back detached from x and the second call fails with a RuntimeError.
"""
