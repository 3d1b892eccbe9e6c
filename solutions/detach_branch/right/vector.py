# 用三个元素的向量一次算三遍
import torch

def leaf():
    return torch.full((3,), 2.0, requires_grad=True)

x = leaf(); a = x.square(); b = x ** 3
(a * b).sum().backward(); print(x.grad)

x = leaf(); a = x.square(); b = (x ** 3).detach()
(a * b).sum().backward(); print(x.grad)

x = leaf(); a = x.square()
with torch.no_grad(): b = x ** 3
(a * b).sum().backward(); print(x.grad)

x = leaf(); a = x.square(); c = x.clone().detach_(); b = c ** 3
(a * b).sum().backward(); print(x.grad)

x = leaf(); a = x.square().detach(); b = x ** 3
(a * b).sum().backward(); print(x.grad)

"""
结论：
1. 用 detach、no_grad 或者 detach_ 之后的副本来算 b，b 都没有 grad_fn，不会被记录到计算图。
2. 所以反向传播时 b 不传梯度，看成常数 8，梯度是 8 × 2x = 32。
3. 三种办法得到的梯度是一样的，没有区别，因为都是把 b 这个分支断开。
"""
