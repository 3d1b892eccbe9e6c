# expect: function_wrong_value
# score: 3.17
# message.zh: f 的两个分支对调了：元素之和大于 0 时乘了 -3，其余时候却原样返回。
# message.en: The two branches of f are swapped: it multiplies by -3 where the sum is greater than 0 and returns b as it is otherwise.
# hint.zh: 用 f(torch.tensor(30.)) 和 f(torch.tensor(-30.)) 各试一次，与题目第 3 步对照。
# hint.en: Try f(torch.tensor(30.)) and f(torch.tensor(-30.)) and compare with step 3 of the task.
import torch


def f(a):
    b = a * 4
    while b.norm() < 100:
        b = b * 2
    if b.sum() > 0:
        c = -3 * b
    else:
        c = b
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
