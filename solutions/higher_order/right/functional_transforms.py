import torch
from torch.func import grad, vmap


def poly(t):
    return t**4 + t**2


x = torch.tensor(2.0, requires_grad=True)
y = poly(x)
g1 = torch.autograd.grad(y, x, create_graph=True)[0]
g2 = torch.autograd.grad(g1, x, create_graph=True)[0]
g3 = torch.autograd.grad(g2, x, create_graph=True)[0]
print(g1, g2, g3)
print(grad(poly)(torch.tensor(2.0)), grad(grad(poly))(torch.tensor(2.0)), grad(grad(grad(poly)))(torch.tensor(2.0)))

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = torch.square(torch.inner(w, z))
s = torch.autograd.grad(out, z, create_graph=True)[0]
penalty = torch.sum(s * s)
print(penalty, torch.autograd.grad(penalty, w)[0])


def second_derivative(f, x):
    return vmap(grad(grad(f)))(x.reshape(-1)).reshape(x.shape)


print(second_derivative(torch.cos, torch.zeros(2, 2, requires_grad=True)))

# Explanation
# By default autograd.grad computes the gradient without recording how: the result g1 has no grad_fn and is not
# connected to x, so it cannot be differentiated again.
# create_graph=True builds a graph of the derivative computation itself; g1 is then a differentiable function of x
# and g2 is the derivative of g1.
