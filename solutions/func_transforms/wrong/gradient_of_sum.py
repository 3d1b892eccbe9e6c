# expect: gradient_of_sum
# score: 0
# message.zh: slopes 求的是所有函数值之和的梯度：f 在每个点应该只看到那个点的数，而这里它一次拿到了整个向量，各个点互相影响。
# message.en: slopes takes the gradient of the sum of all values: at each point f should see the number of that point alone, but here it gets the whole vector, and the points influence each other.
# hint.zh: 哪一个变换能把只对一个数有效的 grad(f) 推广到一批数上？
# hint.en: Which transform makes grad(f), which works for one number, work for a batch of them?
import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacrev, vmap


def slopes(f, xs):
    return grad(lambda t: f(t).sum())(xs)


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
