# expect: result_not_computed
# score: 6.5
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
y.backward(torch.tensor([1., 0.]), retain_graph=True)
row0 = x.grad.clone()
print(row0)
x.grad.zero_()
y.backward(torch.tensor([0., 1.]))
row1 = x.grad.clone()
print(row1)
J = torch.stack([row0, row1], dim=1)
print(J)
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
