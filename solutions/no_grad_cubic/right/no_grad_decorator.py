import torch


@torch.no_grad()
def cube(t):
    return t ** 3


def square(t):
    return t ** 2


x = torch.tensor(1.0, requires_grad=True)
y1 = square(x)
y2 = cube(x)
y3 = y1 + y2
y3.backward()
print('y2.requires_grad =', y2.requires_grad)
print('x.grad =', x.grad.item())
"""
cube 函数加了 @torch.no_grad() 装饰器，函数里面的运算都不会建立计算图，
所以 y2 不需要梯度，反向传播不经过 y2。x 的梯度就是 y1 对 x 的导数 2x=2。
"""
