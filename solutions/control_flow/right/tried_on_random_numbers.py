import torch
def f(a):
    b = 4 * a
    while b.norm() < 100:
        b = b * 2
    return b if b.sum() > 0 else -3 * b
print(f(torch.randn(5)))
x = torch.tensor(2.0, requires_grad=True)
f(x).backward()
print(x.grad)
v = torch.tensor([1., 2., 3., 4.], requires_grad=True)
f(v).sum().backward()
print(v.grad)
m = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
f(m).sum().backward()
print(m.grad)

# 原因分析：
# while 和 if 由 Python 执行，不是张量运算。计算图是在程序运行的过程中动态建立的，每次调用都会重新建图，
# 只记录这一次真正执行的乘法，没有走的分支不在图里，所以反向传播沿着实际执行的运算就能求出梯度。
# 对给定的输入，f 只是把 a 连续乘以常数，即 f(a) = k·a，k 取决于循环次数和所走的分支，f 是分段线性函数，
# 因此梯度就是斜率 k，也就是 f(a)/a。
