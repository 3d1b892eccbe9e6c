import torch
from torch.func import jacrev

x = torch.tensor([1., 3.], requires_grad=True)
y = torch.zeros(2)
y[0] = 2 * x[0] ** 2 + 3 * x[1]
y[1] = x[0] ** 2 + x[1] ** 2
J = torch.empty(2, 2)
y.backward(torch.tensor([1., 0.]), retain_graph=True)
J[0] = x.grad
x.grad.zero_()
y.backward(torch.tensor([0., 1.]))
J[1] = x.grad
print(J)


def g(t):
    return torch.stack([2 * t[0] ** 2 + 3 * t[1], t[0] ** 2 + t[1] ** 2])


print(jacrev(g)(x.detach()))
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
