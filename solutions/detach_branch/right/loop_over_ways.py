"""Why the results agree.

detach(), no_grad() and a frozen copy all cut the same branch, so they give the same gradient, 32.
The cut b has no grad_fn and is not part of the graph. It still multiplies a with its value 8, but
no gradient flows through it to x: backward treats it as a constant.
"""
import torch


@torch.no_grad()
def cube_untracked(t):
    return t ** 3


def cube_of_copy(t):
    frozen = t.clone().detach()
    frozen.requires_grad_(False)
    return frozen ** 3


ways = {
    "nothing": (lambda t: t ** 2, lambda t: t ** 3),
    "detach": (lambda t: t ** 2, lambda t: (t ** 3).detach()),
    "no_grad": (lambda t: t ** 2, cube_untracked),
    "copy": (lambda t: t ** 2, cube_of_copy),
    "a instead": (lambda t: t.detach() ** 2, lambda t: t ** 3),
}
grads = {}
for name, (square, cube) in ways.items():
    x = torch.tensor(2.0, requires_grad=True)
    y = square(x) * cube(x)
    y.backward()
    grads[name] = x.grad
    print(f"{name:>10}: {x.grad}")
assert grads["detach"] == grads["no_grad"] == grads["copy"]
assert grads["detach"] + grads["a instead"] == grads["nothing"]
