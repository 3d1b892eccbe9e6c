# expect: number_taken_out
# score: 0
# message.zh: 在 vmap 里调用 .item() 会报错：此时一个张量代表一整批数，没有「一个数」可取。
# message.en: .item() raises an error inside vmap: there a tensor stands for a whole batch, and there is no single number to take out.
# hint.zh: 全部用张量运算来写，不要取出 Python 的数。
# hint.en: Write everything with tensor operations and take out no Python numbers.
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
        difference = functional_call(model, parameters, (x,)) - y
        if difference.abs().max().item() > 1e6:
            raise ValueError("diverged")
        return (difference**2).sum()

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
