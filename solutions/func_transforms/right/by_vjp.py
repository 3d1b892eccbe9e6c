import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacfwd, vjp, vmap


def slopes(f, xs):
    values, pull_back = vjp(vmap(f), xs)
    return pull_back(torch.ones_like(values))[0]


def jacobian(f, x):
    value, pull_back = vjp(f, x)
    (rows,) = vmap(pull_back)(torch.eye(len(value)))
    assert torch.allclose(rows, jacfwd(f)(x), atol=1e-5)
    return rows


def curvature(f, a, b):
    return hessian(f, argnums=1)(a, b)


def gradient_and_extra(f, x):
    return grad(f, has_aux=True)(x)


def per_sample_gradients(model, X, Y):
    parameters = {name: p.detach() for name, p in model.named_parameters()}

    def loss(parameters, x, y):
        return ((functional_call(model, parameters, (x,)) - y) ** 2).sum()

    return vmap(grad(loss), in_dims=(None, 0, 0))(parameters, X, Y)


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
