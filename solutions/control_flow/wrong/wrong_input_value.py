# expect: wrong_input_value
# also: exercise_not_found
# score: 7
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


x = torch.tensor(3.5, requires_grad=True)
y = f(x)
y.backward()
print(x.grad)
v = torch.tensor([5.0, 6.0], requires_grad=True)
z = f(v)
z.sum().backward()
print(v.grad)

# 计算图是在程序运行时动态建立的，只记录真正执行的运算，while 和 if 本身不在图里。
# 对给定的输入 f(a) = k·a，所以梯度是斜率 k，即 f(a)/a。
