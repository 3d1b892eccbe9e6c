"""Leaves and their gradients.

x was created by me, so it is a leaf. y is the result of an operation and so it is not a leaf.
PyTorch only stores the gradient of leaf tensors in .grad; that of y is freed after it was used, which
is why y.grad is None and a warning is shown. With y.retain_grad() before backward it is kept.
The hook is called with the gradient of y while backward runs.
"""
import warnings

import torch

x = torch.tensor(3.0, requires_grad=True)
y = x.pow(2)
z = y.pow(2)
z.backward()
assert x.is_leaf and not y.is_leaf
warnings.simplefilter("always")
print(x.grad, y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x.pow(2)
y.retain_grad()
y.pow(2).backward()
print(x.grad, y.grad)

grads = {}


def save(name):
    def hook(grad):
        grads[name] = grad
    return hook


x = torch.tensor(3.0, requires_grad=True)
y = x.pow(2)
handle = y.register_hook(save("y"))
w = y.pow(2) + 2 * y
w.backward()
handle.remove()
print(grads["y"], x.grad)
