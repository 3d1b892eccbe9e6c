# expect: function_wrong_value
# score: 4.5
# message.zh: f 的循环次数是写死的：无论 a 多大，b 都翻倍 4 次；题目要求由 b 的范数决定循环多少次。
# message.en: Your f always doubles b 4 times, however large a is; the task lets the norm of b decide how often.
# hint.zh: 改用 while，以 b 的范数为条件；再比较 f(torch.tensor(0.1)) 和 f(torch.tensor(30.)) 各循环了几次。
# hint.en: Use while with the norm of b as its condition; then see how often it runs for f(torch.tensor(0.1)) and for f(torch.tensor(30.)).
import torch


def f(a):
    b = a * 4
    for _ in range(4):
        b = b * 2
    if b.sum() > 0:
        c = b
    else:
        c = -3 * b
    return c


x = torch.tensor(2.0, requires_grad=True)
v = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
for t in (x, v, m):
    f(t).sum().backward()
    print(t.grad)

# The graph is built while the program runs and holds only the operations that were executed.
# For a given input f(a) = k * a with a constant k, so the gradient is k = f(a)/a.
