# expect: extra_computed_twice
# score: 0
# message.zh: 梯度和附带的输出都是对的，但 f 被调用了两次：为了附带的输出又把 f 算了一遍。
# message.en: The gradient and the extra output are right, but f is called twice: once more just for the extra output.
# hint.zh: grad 可以把附带的输出一起带回来，不用再算一遍。
# hint.en: grad can bring the extra output along, so that it need not be computed again.
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
    return grad(lambda t: f(t)[0])(x), f(x)[1]


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
