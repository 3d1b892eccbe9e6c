import torch
from torch import nn
from torch.func import functional_call, grad, grad_and_value, hessian, jacrev, vmap


def slopes(f, xs):
    gradients, values = vmap(grad_and_value(f))(xs)
    return gradients


def jacobian(f, x):
    return jacrev(f)(x)


def curvature(f, a, b):
    return hessian(f, argnums=1)(a, b)


def gradient_and_extra(f, x):
    gradient, (value, extra) = grad_and_value(f, has_aux=True)(x)
    return gradient, extra


def per_sample_gradients(model, X, Y):
    parameters = dict(model.named_parameters())
    buffers = dict(model.named_buffers())

    def loss(parameters, x, y):
        out = functional_call(model, (parameters, buffers), (x.unsqueeze(0),))
        return nn.functional.mse_loss(out, y.unsqueeze(0), reduction="sum")

    gradients, losses = vmap(grad_and_value(loss), in_dims=(None, 0, 0))(parameters, X, Y)
    return gradients


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
