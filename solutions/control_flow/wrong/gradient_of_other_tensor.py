# expect: gradient_of_other_tensor
# score: 8
# message.zh: 向量和矩阵的梯度各小了 4 倍：求导的是 f 的平均值，而题目要求对所有元素之和求梯度。
# message.en: The gradients for the vector and the matrix are 4 times too small: the mean of f was differentiated, but the task asks for the sum of all elements.
# hint.zh: 把 mean() 换成 sum()，再与 f(v) / v 比较。
# hint.en: Use sum() in place of mean() and compare with f(v) / v.
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
z.mean().backward()
print(v.grad)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.mean().backward()
print(m.grad)

# 计算图是在程序运行时动态建立的，只记录真正执行的运算，while 和 if 本身不在图里。
# 对给定的输入 f(a) = k·a，所以梯度是斜率 k，即 f(a)/a。
