# expect: value_in_place_of_gradient
# score: 0
# message.zh: slopes 返回的是 f 在各点的值，而不是导数：grad_and_value 先返回梯度，再返回函数值。
# message.en: slopes returns the values of f at the points, not its derivatives: grad_and_value returns the gradient first and the value second.
# hint.zh: 打印 grad_and_value(f) 返回的两样东西，与 f(x) 比较。
# hint.en: Print the two things that grad_and_value(f) returns and compare them with f(x).
import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacrev, vmap, grad_and_value


def slopes(f, xs):
    return vmap(lambda x: grad_and_value(f)(x)[1])(xs)


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
