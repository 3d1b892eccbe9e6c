import torch


def f(x):
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    return y1 + y2


x = torch.tensor(1.0)
print(torch.func.grad(f)(x))
print(torch.autograd.functional.jacobian(f, x))
# x**3 is not tracked inside no_grad, no gradient flows back through it, so only 2x = 2 is left.
