import torch


def f(x):
    return torch.stack([2 * x[0] ** 2 + 3 * x[1], x[0] ** 2 + x[1] ** 2])


x = torch.tensor([1., 3.], requires_grad=True)
y = f(x)
rows = []
for v in torch.eye(2):
    x.grad = None
    y.backward(v, retain_graph=True)
    rows.append(x.grad)
J = torch.stack(rows)
print(J)
print(torch.func.jacrev(f)(x))
# y is not a scalar, so backward needs a vector v of the shape of y.
# v = [1, 0] selects the first row of the Jacobian and v = [0, 1] the second one.
# Between the two calls x.grad has to be cleared, otherwise the gradients add up; the first call keeps the graph with retain_graph=True.
