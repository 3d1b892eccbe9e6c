# expect: function_wrong_value
# score: 7.42
# message.zh: f 没有区分正负：元素之和不大于 0 时也直接返回了 b，少了题目第 3 步的 if。
# message.en: Your f does not tell the signs apart: it returns b as it is even where the sum is not greater than 0, so the if of step 3 is missing.
# hint.zh: 试一试 f(torch.tensor(-30.))，按题目应该是多少？
# hint.en: Try f(torch.tensor(-30.)): what should it be by the task?
import torch


def f(a):
    b = a * 4
    while b.norm() < 100:
        b = b * 2
    return b


x = torch.tensor(2.0, requires_grad=True)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
for t in (x, v, m):
    f(t).sum().backward()
    print(t.grad)

# 计算图是在程序运行时动态建立的，只记录真正执行的运算，while 和 if 本身不在图里。
# 对给定的输入 f(a) = k·a，所以梯度是斜率 k，即 f(a)/a。
