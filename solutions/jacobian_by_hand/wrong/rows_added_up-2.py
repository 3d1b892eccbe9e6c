# expect: rows_added_up
# score: 7
# message.zh: {where}：`{code}` 的 x.grad = {gradient} 是 J 的两行之和：对 y.sum() 求导，或者 v 取全 1，或者第二次之前没有清零，都会把两行加在一起。
# message.en: {where}: for `{code}` x.grad = {gradient} is the sum of both rows of J. Differentiating y.sum(), a v of ones, or not clearing x.grad before the second call adds the rows together.
# hint.zh: 每次只让 v 的一个分量为 1，其余为 0，并在两次之间清空 x.grad。
# hint.en: Let one component of v be 1 and the other 0, and clear x.grad between the two calls.
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y.backward(torch.ones(2))
print(x.grad)
print(torch.func.jacrev(f)(x.detach()))
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
