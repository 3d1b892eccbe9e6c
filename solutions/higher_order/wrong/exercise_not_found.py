# expect: exercise_not_found
# score: 7.5
import torch


def slope(value):
    x = torch.tensor(value, dtype=torch.float64, requires_grad=True)
    y = x**4 + x**2
    (g1,) = torch.autograd.grad(y, x)
    return g1


h = 1e-3
print(slope(2.0), (slope(2.0 + h) - slope(2.0 - h)) / (2 * h))
print((slope(2.0 + h) - 2 * slope(2.0) + slope(2.0 - h)) / h**2)

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = (w * z).sum() ** 2
(s,) = torch.autograd.grad(out, z, create_graph=True)
penalty = (s**2).sum()
penalty.backward()
print(penalty, w.grad)


def second_derivative(f, x):
    (first,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    return second

print(second_derivative(torch.sin, torch.tensor([0.5, 1.0], requires_grad=True)))

# create_graph=True records the operations of the backward pass as well, so g1 has a grad_fn and can be
# differentiated again. Without it g1 has requires_grad=False and a second derivative raises an error.
