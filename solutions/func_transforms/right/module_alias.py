import torch
import torch.func as tf
import torch.nn as nn


slopes = lambda f, xs: torch.vmap(tf.grad(f))(xs)


jacobian = lambda f, x: tf.jacrev(f)(x)


curvature = lambda f, a, b: tf.hessian(lambda t: f(a, t))(b)


gradient_and_extra = lambda f, x: tf.grad(f, has_aux=True)(x)


def per_sample_gradients(model, X, Y):
    named = dict(model.named_parameters())
    squared = lambda named, x, y: (tf.functional_call(model, named, x) - y).square().sum()
    return torch.vmap(tf.grad(squared), in_dims=(None, 0, 0))(named, X, Y)


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
