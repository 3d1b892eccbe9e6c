import torch


def full(x):
    return x ** 2, x ** 3


def by_detach(x):
    return x.pow(2), x.pow(3).detach()


def by_no_grad(x):
    a = x.pow(2)
    with torch.no_grad():
        b = x.pow(3)
    return a, b


def by_data(x):
    return x * x, x.data * x.data * x.data


def cut_a(x):
    return (x * x).detach(), x ** 3


def gradient(way):
    x = torch.tensor(2., requires_grad=True)
    a, b = way(x)
    y = a * b
    y.backward()
    return x.grad.item()


for way in (full, by_detach, by_no_grad, by_data, cut_a):
    print(way.__name__, gradient(way))

# 分析：detach()、no_grad 和 .data 都让 b 不被追踪，b 没有 grad_fn，不在计算图里。
# b 的梯度不会传回 x，它只作为常数 8 参与乘法，所以得到 8 * 4 = 32。
# 三种写法切断的都是 b 这一支，所以结果一样。
