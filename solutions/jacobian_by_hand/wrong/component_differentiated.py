# expect: component_differentiated
# score: 7
# message.zh: {where}：`{code}` 对 y 的单个分量求导，得到的数值和那一行相同，但题目要求用向量 v：y.backward(v)。
# message.en: {where}: `{code}` differentiates a single component of y. The numbers are those of the row, but the task asks for y.backward(v) with a vector v.
# hint.zh: v 的哪个分量为 1，就取出哪一行：试试 y.backward(torch.tensor([1., 0.]), retain_graph=True)。
# hint.en: The component of v that is 1 picks the row: try y.backward(torch.tensor([1., 0.]), retain_graph=True).
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y[0].backward(retain_graph=True)
row0 = x.grad.clone()
x.grad.zero_()
y[1].backward()
row1 = x.grad.clone()
J = torch.stack([row0, row1])
print(J)
print(torch.func.jacrev(f)(x.detach()))
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
