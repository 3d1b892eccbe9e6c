"""参考解答 / Reference solution.

f 中有 while 和 if，对标量、向量和矩阵求梯度，并与 f(a) / a 比较。
"""
import torch


def f(a):
    b = a * 4
    while b.norm() < 100:
        b = b * 2
    if b.sum() > 0:
        c = b
    else:
        c = -3 * b
    return c


x = torch.tensor(2.0, requires_grad=True)
y = f(x)
y.backward()
print("x.grad:", x.grad, "f(x)/x:", (y / x).item())

v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
z = f(v)
z.backward(torch.ones_like(z))
print("v.grad:", v.grad, "f(v)/v:", (z / v).detach())

m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.backward(torch.ones_like(u))
print("m.grad:", m.grad, "f(m)/m:", (u / m).detach())

# 原因分析：
# while 和 if 由 Python 执行，不是张量运算。计算图是在程序运行的过程中动态建立的，每次调用都会重新建图，
# 只记录这一次真正执行的乘法，没有走的分支不在图里，所以反向传播沿着实际执行的运算就能求出梯度。
# 对给定的输入，f 只是把 a 连续乘以常数，即 f(a) = k·a，k 取决于循环次数和所走的分支，f 是分段线性函数，
# 因此梯度就是斜率 k，也就是 f(a)/a。
