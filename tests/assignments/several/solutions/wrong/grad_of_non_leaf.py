# expect: grad_of_non_leaf
# score: 12
import torch
from torch.autograd.functional import jacobian

x = torch.tensor(2.0, requires_grad=True)
a = x**2
b = x**3
y = a * b
y.backward()
print(x.grad)

x.grad = None
a = (x**2).detach()
b = x**3
y = a * b
y.backward()
print(x.grad)

x.grad = None
s = 5 * x
s.backward()
print(x.grad)
s = 5 * x
s.backward()
print(x.grad)

x.grad = None
q = x**2
q.backward()
try:
    q.backward()
except RuntimeError as error:
    print(error)

x.grad = None
m = 3 * x
z = m**2
print(m.is_leaf, m.grad)
z.backward()
print(m.grad)

f = x**4
(g1,) = torch.autograd.grad(f, x, create_graph=True)
(g2,) = torch.autograd.grad(g1, x)
print(g1, g2)

v = torch.tensor([1.0, 3.0], requires_grad=True)


def function(v):
    return torch.stack([2 * v[0] ** 2 + 3 * v[1], 2 * v[0] + v[1] ** 2])


w = function(v)
w.backward(torch.tensor([1.0, 0.0]), retain_graph=True)
first = v.grad.clone()
v.grad.zero_()
w.backward(torch.tensor([0.0, 1.0]))
J = torch.stack([first, v.grad])
print(J)
print(jacobian(function, v))
