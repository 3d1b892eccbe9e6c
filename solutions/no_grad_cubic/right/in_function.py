# -*- coding: utf-8 -*-
import torch


def solve():
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    return x.grad, y2.requires_grad


g, flag = solve()
print("dy3/dx =", g)
print("y2 是否需要梯度:", flag)
# 结果是 2 而不是 5。因为 x**3 在 no_grad 里计算，不会被追踪，y2 没有 grad_fn，
# 反向传播的时候 x**3 的梯度传不回去，只有 x**2 对 x 的梯度有贡献，2*1=2。
