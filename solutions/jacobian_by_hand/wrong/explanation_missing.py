# expect: explanation_missing
# score: 7
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
J = torch.stack([row0, row1])
print(J)
print(torch.func.jacrev(f)(x.detach()))
