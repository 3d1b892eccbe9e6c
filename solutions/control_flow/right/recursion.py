import torch


def grow(b):
    return b if b.norm() >= 100 else grow(2 * b)


def f(a):
    b = grow(4 * a)
    if b.sum() > 0:
        return b
    return -3 * b


x = torch.tensor(2.0, requires_grad=True)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
(gx,) = torch.autograd.grad(f(x), x)
(gv,) = torch.autograd.grad(f(v).sum(), v)
(gm,) = torch.autograd.grad(f(m).sum(), m)
print(gx, gv, gm)
print(torch.allclose(gm, (f(m) / m).detach()))

# Autograd does not look at the source code. The graph is built while the program runs, so it holds only
# the multiplications that were really carried out for this input, and backward goes through those.
# For a given input f just multiplies a by a constant: f(a) = k * a. Such a function is piecewise linear
# and its gradient is the slope k, which is f(a) / a.
