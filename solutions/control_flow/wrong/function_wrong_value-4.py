# expect: function_wrong_value
# score: 8.42
# message.zh: f 对每个元素分别选择分支；题目要求看所有元素之和，整个张量走同一个分支。
# message.en: Your f chooses the branch for each element by itself; the task looks at the sum of all elements, and the whole tensor takes one branch.
# hint.zh: 对 torch.tensor([30., -10.]) 手算一次：元素之和大于 0，那么 -10 这个元素应该变成多少？
# hint.en: Work out torch.tensor([30., -10.]) by hand: the sum is greater than 0, so what should become of the element -10?
import torch


def f(a):
    b = a * 4
    while b.norm() < 100:
        b = b * 2
    return torch.where(b > 0, b, -3 * b)


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
