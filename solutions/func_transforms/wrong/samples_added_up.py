# expect: samples_added_up
# score: 0
# message.zh: 得到的是整批损失的一个梯度，所有样本已经加在一起了，分不出每个样本的梯度：结果少了样本这一维。
# message.en: What comes out is one gradient, of the loss of the whole batch: the samples are added up and cannot be told apart, and the dimension of the samples is missing.
# hint.zh: 把损失写成一个样本的函数：grad 求一个样本的梯度，vmap 推广到一批样本。
# hint.en: Write the loss as a function of one sample: grad finds the gradient of one, and vmap carries it over to a batch.
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

    def loss(parameters, X, Y):
        return ((functional_call(model, parameters, (X,)) - Y) ** 2).sum()

    return grad(loss)(parameters, X, Y)


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
