import warnings

import torch

warnings.filterwarnings("ignore")

x = torch.tensor(2.0, requires_grad=True)
y = x**4 + x**2
y.backward(create_graph=True)
g1 = x.grad
print(g1)
x.grad = None
g1.backward(create_graph=True)
g2 = x.grad
print(g2)
x.grad = None
g2.backward()
print(x.grad)

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = torch.dot(w, z).pow(2)
s = torch.autograd.grad(out, z, create_graph=True)[0]
penalty = s.pow(2).sum()
penalty.backward()
print(w.grad)


def second_derivative(f, x):
    t = x + 0.0
    first = torch.autograd.grad(f(t), t, torch.ones_like(t), create_graph=True)[0]
    return torch.autograd.grad(first, t, torch.ones_like(t), create_graph=True)[0]


print(second_derivative(torch.exp, torch.ones(2, requires_grad=True)))
# With create_graph=True the operations of the backward pass are recorded as well, so the first derivative has
# a grad_fn of its own and can be differentiated again. Without it g1 is a plain number with requires_grad=False,
# and a second backward raises "does not require grad".
