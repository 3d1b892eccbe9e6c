# expect: loss_is_a_mean
# score: 0
# message.zh: 一个样本的损失取了各输出误差平方的平均值，而题目要的是和：梯度因此小了「输出个数」倍。
# message.en: The loss of a sample is the mean of its squared errors, but the task asks for their sum: the gradients are too small by the number of outputs.
# hint.zh: 模型有两个输出时，mean 和 sum 差多少倍？
# hint.en: By which factor do mean and sum differ when the model has two outputs?
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
        return ((functional_call(model, parameters, (x,)) - y) ** 2).mean()

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
