# expect: function_wrong_value
# score: 3.17
# message.zh: 这是教材里的函数（乘以 2、范数小于 1000、乘以 100），不是本题要求的 f；本题的三个数不同。
# message.en: This is the function of the textbook (times 2, norm below 1000, times 100), not the f of this task, which has other numbers.
# hint.zh: 逐条对照题目的 1、2、3 步，把三个数换成本题的。
# hint.en: Go through steps 1, 2 and 3 of the task and put in the numbers given there.
import torch


def f(a):
    b = a * 2
    while b.norm() < 1000:
        b = b * 2
    if b.sum() > 0:
        c = b
    else:
        c = 100 * b
    return c


x = torch.tensor(2.0, requires_grad=True)
y = f(x)
y.backward()
print(x.grad)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
z = f(v)
z.sum().backward()
print(v.grad)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.sum().backward()
print(m.grad)

# 计算图是在程序运行时动态建立的，只记录真正执行的运算，while 和 if 本身不在图里。
# 对给定的输入 f(a) = k·a，所以梯度是斜率 k，即 f(a)/a。
