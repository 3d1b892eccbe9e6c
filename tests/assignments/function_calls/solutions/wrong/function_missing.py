# expect: function_missing
# score: 7
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()
print(x.grad)


def wheighted(x, w):
    return w * x + x ** 2


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return 3 * x ** 2 * grad


def summary(x):
    return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}
