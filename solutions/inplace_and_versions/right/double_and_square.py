import torch

torch.set_default_dtype(torch.float64)


def start():
    x = torch.nn.Parameter(torch.tensor(3.0))
    u = torch.mul(x, 2)
    return x, u, torch.square(u)


x, u, y = start()
u.add_(1.0)
try:
    y.backward()
except RuntimeError as e:
    print(repr(e)[:120])

x, u, y = start()
u.data.add_(1.0)
y.backward()
assert x.grad.item() == 28.0

x, u, y = start()
u.detach().add_(1.0)
try:
    y.backward()
except RuntimeError as e:
    print(repr(e)[:120])

x, u, y = start()
v = u.clone()
v.add_(1.0)
z = torch.add(y, v)
z.backward()
assert x.grad.item() == 26.0

x, u, w = start()
w.mul_(2.0)
w.backward()
assert x.grad.item() == 48.0
# The backward of u**2 needs the value of u that was saved; an in-place change raises the version of u, autograd notices the mismatch and raises an error.
# A change through .data does not raise the version, so nothing complains, but the gradient 28 is wrong (it should be 24).
# detach() shares memory and version counter with u, while clone() is a copy of its own, so changing it leaves u unchanged.
# w.mul_(2) is harmless because backward does not need the value of w.
