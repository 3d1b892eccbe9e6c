# expect: gradient_hard_coded
# score: 7.25
import torch

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.add_(1)
try:
    y.backward()
except RuntimeError as e:
    print('(1)', e)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
x.grad = torch.tensor(28.)
print(x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.detach().add_(1)
try:
    y.backward()
except RuntimeError as e:
    print('(3)', e)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
v = u.clone()
v.add_(1)
z = y + v
z.backward()
print('(4)', x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
w = u ** 2
w.mul_(2)
w.backward()
print('(5)', x.grad)

# The backward of u**2 needs the value of u that was saved; an in-place change raises the version of u, autograd notices the mismatch and raises an error.
# A change through .data does not raise the version, so nothing complains, but the gradient 28 is wrong (it should be 24).
# detach() shares memory and version counter with u, while clone() is a copy of its own, so changing it leaves u unchanged.
# w.mul_(2) is harmless because backward does not need the value of w.
