import torch


def forward():
    x = torch.tensor(3.0, requires_grad=True)
    u = 2 * x
    return x, u, u.pow(2)


def attempt(x, out, what):
    try:
        out.backward()
        print(what, "gradient", x.grad.item())
    except RuntimeError as error:
        print(what, "error", str(error).split(":")[0])


def direct():
    x, u, y = forward()
    print("version", u._version)
    u.add_(1)
    print("version", u._version)
    attempt(x, y, "in place")


def through_data():
    x, u, y = forward()
    u.data.add_(1)
    print("version", u._version)
    attempt(x, y, ".data")


def through_detach():
    x, u, y = forward()
    u.detach().add_(1)
    print("version", u._version)
    attempt(x, y, "detach")


def with_clone():
    x, u, y = forward()
    v = u.clone()
    v.add_(1)
    attempt(x, y + v, "clone")


def harmless():
    x, u, w = forward()
    w.mul_(2)
    attempt(x, w, "harmless")


direct()
through_data()
through_detach()
with_clone()
harmless()
# The backward of u**2 needs the value of u that was saved; an in-place change raises the version of u, autograd notices the mismatch and raises an error.
# A change through .data does not raise the version, so nothing complains, but the gradient 28 is wrong (it should be 24).
# detach() shares memory and version counter with u, while clone() is a copy of its own, so changing it leaves u unchanged.
# w.mul_(2) is harmless because backward does not need the value of w.
