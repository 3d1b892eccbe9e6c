import torch


class Doubler:
    """Callable in the place of a function."""

    def __init__(self, start, limit, other):
        self.start, self.limit, self.other = start, limit, other

    def __call__(self, a):
        b = self.start * a
        while True:
            if (b * b).sum().sqrt() >= self.limit:
                break
            b = b.mul(2)
        return torch.mul(b, 1 if b.mean() > 0 else self.other)


f = Doubler(4, 100, -3)


def slope(data):
    t = torch.tensor(data, requires_grad=True)
    y = f(t)
    y.backward(torch.ones_like(y))
    return t.grad, y / t


for data in (2.0, [1.0, 2.0, 3.0, 4.0], [[1.0, 2.0], [3.0, 4.0]]):
    gradient, ratio = slope(data)
    print(gradient, bool((gradient == ratio).all()))

# The computation graph is dynamic: it is created anew each time f is called and contains just the operations
# that were executed, whichever branch was taken and however often the loop ran. So backward can follow it.
# f(a) is always a multiple of a, because all it does is multiply by constants; the derivative of k*a is k = f(a)/a.
