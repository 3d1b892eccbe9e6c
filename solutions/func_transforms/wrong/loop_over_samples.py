# expect: loop_over_samples
# score: 0
# message.zh: 每个样本的梯度是对的，但 model 对每个样本各调用了一次；这里要求用 vmap，一次处理一整批。
# message.en: The gradients of the samples are right, but the model is called once for each sample; the task asks for vmap, which handles the whole batch at once.
# hint.zh: 循环里对一个样本做的事能不能写成一个函数，再交给 vmap？
# hint.en: Can what the loop does for one sample be a function that you hand to vmap?
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

    each = [grad(loss)(parameters, x, y) for x, y in zip(X, Y)]
    return {name: torch.stack([g[name] for g in each]) for name in parameters}


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
