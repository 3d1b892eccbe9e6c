import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


def row(v):
    x = torch.tensor([1., 3.], requires_grad=True)
    y = f(x)
    y.backward(torch.tensor(v))
    return x.grad


J = torch.cat([row([1., 0.]), row([0., 1.])]).reshape(2, 2)
print(J)
print('jacrev', torch.func.jacrev(f)(torch.tensor([1., 3.])))
# y 是向量，不是标量，不能直接 backward，要传入 v。
# v 用来选出要哪一行：[1, 0] 得到第一行，[0, 1] 得到第二行。
# 每一行都重新创建 x、重新计算 y，所以梯度不会累加，也不需要保留计算图。
