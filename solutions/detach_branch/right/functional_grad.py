import torch
from torch import autograd

x = torch.tensor(2.0, requires_grad=True)

g_full, = autograd.grad(x ** 2 * x ** 3, x)
g_detach, = autograd.grad(x ** 2 * (x ** 3).detach(), x)
with torch.no_grad():
    cube = x ** 3
g_no_grad, = autograd.grad(x ** 2 * cube, x)
g_data, = autograd.grad(x ** 2 * x.data ** 3, x)
g_other, = autograd.grad(x.detach() ** 2 * x ** 3, x)

print(g_full, g_detach, g_no_grad, g_data, g_other)

# With detach, no_grad or .data the cube isn't recorded by autograd: it has no grad_fn.
# So it is just a constant factor of 8 and the gradient is 8 * 2x = 32, because no gradient is
# propagated through the cube. All three ways are equivalent here: they cut the same branch.
