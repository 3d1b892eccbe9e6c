# expect: function_missing
# score: 7.5
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**4 + x**2
(g1,) = torch.autograd.grad(y, x, create_graph=True)
(g2,) = torch.autograd.grad(g1, x, create_graph=True)
(g3,) = torch.autograd.grad(g2, x)
print(g1, g2, g3)

w = torch.tensor([2.0, -1.0], requires_grad=True)
z = torch.tensor([1.0, 3.0], requires_grad=True)
out = (w * z).sum() ** 2
(s,) = torch.autograd.grad(out, z, create_graph=True)
penalty = (s**2).sum()
penalty.backward()
print(penalty, w.grad)


# create_graph=True records the operations of the backward pass as well, so g1 has a grad_fn and can be
# differentiated again. Without it g1 has requires_grad=False and a second derivative raises an error.
