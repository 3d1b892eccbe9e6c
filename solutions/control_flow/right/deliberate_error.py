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
print(x.grad)

v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
z = f(v)
try:
    z.backward()  # 不是标量，会报错
except RuntimeError as error:
    print(error)
z.sum().backward()
print(v.grad)

m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.sum().backward()
print(m.grad)
print(x.grad == y / x, v.grad == z / v, m.grad == u / m)

# 1. 自动求导不需要看懂 while 和 if：程序每执行一次运算，就把它记录到计算图里，运行结束时图里只有真正执行了的那些乘法。
# 2. 对于一个确定的 a，这些乘法合起来就是 f(a) = k*a，其中 k 是常数，所以 f 是分段线性的，df/da = k = f(a)/a。
