# expect: function_too_slow
# score: 5.42
# message.zh: f 对负数停不下来：循环的条件看的是元素之和，负数翻倍后只会更小，永远小于 100。题目要求看范数。
# message.en: Your f never stops for negative numbers: its loop looks at the sum, which only gets smaller when a negative b is doubled and stays below 100. The task asks for the norm.
# hint.zh: 把条件换成 b 的范数，再试一试 f(torch.tensor(-2.))。
# hint.en: Use the norm of b in the condition, then try f(torch.tensor(-2.)).
import torch


def f(a):
    b = a * 4
    while b.sum() < 100:
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
z.sum().backward()
print(v.grad)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
u = f(m)
u.sum().backward()
print(m.grad)

# The graph is built while the program runs and holds only the operations that were executed.
# For a given input f(a) = k * a with a constant k, so the gradient is k = f(a)/a.
