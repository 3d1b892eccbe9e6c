# expect: hessian_added_up
# score: 0
# message.zh: 得到的是一个向量：对梯度各分量之和再求一次导，把海森矩阵的各行加在一起了。
# message.en: What comes out is a vector: differentiating the sum of the gradient's components adds up the rows of the Hessian.
# hint.zh: 第一次求导之后得到的是向量。对向量函数应该用哪个变换？
# hint.en: The first derivative is a vector. Which transform is for a function that returns a vector?
import torch
from torch import nn
from torch.func import functional_call, grad, hessian, jacrev, vmap


def slopes(f, xs):
    return vmap(grad(f))(xs)


def jacobian(f, x):
    return jacrev(f)(x)


def curvature(f, a, b):
    gradient = grad(f, argnums=1)
    return grad(lambda t: gradient(a, t).sum())(b)


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
