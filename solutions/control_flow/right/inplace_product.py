import torch


def f(a):
    b = a * 4
    with torch.no_grad():
        count = 0
        norm = torch.linalg.vector_norm(b)
        while norm < 100:
            norm = norm * 2
            count += 1
    for _ in range(count):
        b *= 2
    if torch.sum(b) <= 0:
        b = b * -3
    return b


x = torch.tensor(2.0, requires_grad=True)
y = f(x)
y.backward()
print(x.grad, y / x)

v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
z = f(v)
z.backward(torch.ones(4))
print(v.grad, z / v)

m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.backward(gradient=torch.ones(2, 2))
print(m.grad, u / m)

# 解释：if 和 while 只决定程序执行哪些运算，本身不会进入计算图。计算图是边运行边建立的，里面只有实际执行过的乘法。
# 在当前的输入附近，循环次数和分支不变，f 就是 a 的线性函数 f(a) = k a，斜率 k 处处相同，所以梯度等于 f(a)/a。
