# expect: function_wrong_value
# score: 9.5
# message.zh: f 只在条件的边界上不对：范数恰好等于 100、元素之和恰好等于 0 时走错了分支。
# message.en: Your f is off only exactly on the conditions: where the norm is just 100, or the sum just 0, it takes the other way.
# hint.zh: “小于 100 时翻倍”“大于 0 时返回 b”：等号属于哪一边？
# hint.en: Read step 2 (less than 100) and step 3 (greater than 0) again: on which side is equality?
import torch


def f(a):
    b = a * 4
    while b.norm() <= 100:
        b = b * 2
    if b.sum() >= 0:
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

# 计算图是在程序运行时动态建立的，只记录真正执行的运算，while 和 if 本身不在图里。
# 对给定的输入 f(a) = k·a，所以梯度是斜率 k，即 f(a)/a。
