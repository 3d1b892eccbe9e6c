# expect: result_not_computed
# score: 8
import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1.0, 3.0], requires_grad=True)
y = f(x)
y.backward(torch.tensor([1.0, 0.0]), retain_graph=True)
print("row 0:", x.grad)
x.grad = None
y.backward(torch.tensor([0.0, 1.0]))
print("row 1:", x.grad)
jacobian = torch.func.jacrev(f)
K = jacobian(x.detach())
J = K.clone()
print("J:", J)
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
