# expect: parameters_mapped
# score: 0
# message.zh: vmap 报错：没有给 in_dims，它就把参数也当作一批样本来切分，而参数的第一维与样本数不同。
# message.en: vmap raises an error: without in_dims it cuts the parameters up into samples too, and their first dimension is not the number of samples.
# hint.zh: 每个样本用的是同一组参数。怎样告诉 vmap 哪些输入不用切分？
# hint.en: Each sample uses the same parameters. How do you tell vmap which inputs are not to be mapped over?
import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacrev, vmap


def slopes(f, xs):
    return vmap(grad(f))(xs)


def jacobian(f, x):
    return jacrev(f)(x)


def curvature(f, a, b):
    return hessian(f, argnums=1)(a, b)


def gradient_and_extra(f, x):
    return grad(f, has_aux=True)(x)


def per_sample_gradients(model, X, Y):
    parameters = {name: p.detach() for name, p in model.named_parameters()}

    def loss(parameters, x, y):
        return ((functional_call(model, parameters, (x,)) - y) ** 2).sum()

    return vmap(grad(loss))(parameters, X, Y)


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
