import torch
from torch import nn
from torch.func import *
def slopes(f, xs): return vmap(grad(f))(xs)
def jacobian(f, x): return jacrev(f)(x)
def curvature(f, a, b): return hessian(f, argnums=1)(a, b)
def gradient_and_extra(f, x): return grad(f, has_aux=True)(x)
def per_sample_gradients(model, X, Y):
    p0 = {k: v.detach() for k, v in model.named_parameters()}
    def loss(p, x, y): return ((functional_call(model, p, x) - y) ** 2).sum()
    return vmap(grad(loss), in_dims=(None, 0, 0))(p0, X, Y)
def wave(x):
    return torch.sin(x) * x**2
def turn(p):
    return torch.stack([p[0] ** 2 * p[1], torch.sin(p[0]) + p[1] ** 3])
torch.manual_seed(1)
model = nn.Linear(2, 1)
X, Y = torch.randn(4, 2), torch.randn(4, 1)
s = slopes(wave, torch.linspace(-1.0, 2.0, 4))
J = jacobian(turn, torch.tensor([1.0, 2.0]))
G = per_sample_gradients(model, X, Y)
print(s, J, G)
