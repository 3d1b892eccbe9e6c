# expect: loop_in_place_of_vmap
# score: 0
# message.zh: 导数是对的，但 slopes 用 Python 循环对每个点各调用一次 f；这里要求用 vmap，一次处理一整批。
# message.en: The derivatives are right, but slopes calls f once for each point in a Python loop; the task asks for vmap, which handles the whole batch at once.
# hint.zh: grad(f) 是一个函数。把它交给 vmap，会得到什么？
# hint.en: grad(f) is a function. What do you get when you hand it to vmap?
import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacrev, vmap


def slopes(f, xs):
    return torch.stack([grad(f)(x) for x in xs])


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
