import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacrev, vmap


class Differentiator:
    """All derivatives of one function."""

    def __init__(self, f):
        self.f = f

    def slopes(self, xs):
        return vmap(grad(self.f), in_dims=0, out_dims=0)(xs)

    def jacobian(self, x):
        return jacrev(self.f)(x)

    def curvature(self, a, b):
        return hessian(self.f, argnums=1)(a, b)

    def with_extra(self, x):
        gradient, extra = grad(self.f, has_aux=True)(x)
        return [gradient, extra]


class Sample:
    def __init__(self, model):
        self.model = model

    def loss(self, weights, x, y):
        return torch.dist(functional_call(self.model, weights, (x,)), y) ** 2


def slopes(f, xs):
    return Differentiator(f).slopes(xs)


def jacobian(f, x):
    return Differentiator(f).jacobian(x)


def curvature(f, a, b):
    return Differentiator(f).curvature(a, b)


def gradient_and_extra(f, x):
    return Differentiator(f).with_extra(x)


def per_sample_gradients(model, X, Y):
    weights = {k: v.detach() for k, v in model.state_dict().items()}
    return vmap(grad(Sample(model).loss), (None, 0, 0))(weights, X, Y)


def wave(x):
    return torch.sin(x) * x**2


def turn(p):
    return torch.stack([p[0] ** 2 * p[1], torch.sin(p[0]) + p[1] ** 3])


s = slopes(wave, torch.linspace(-1.0, 2.0, 4))
J = jacobian(turn, torch.tensor([1.0, 2.0]))
print(s)
print(J)
torch.manual_seed(1)
model = nn.Linear(2, 1)
X, Y = torch.randn(4, 2), torch.randn(4, 1)
G = per_sample_gradients(model, X, Y)
print(G)
