import torch
from torch.autograd import Function

x = torch.tensor(3., requires_grad=True)
(grad,) = torch.autograd.grad(x.pow(2), x)
print(grad)

weighted = lambda 输入, 权重: 输入 * (权重 + 输入)   # 任何写法都可以


class Cube(Function):
    """Without a context of its own until the second step."""

    @staticmethod
    def forward(x):
        return x * x * x

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, grad):
        return grad * 3 * ctx.saved_tensors[0].square()


def summary(x, /, *, cut=0.0):
    found = x.tolist()
    return dict(positive=[v > cut for v in found], mean=sum(found) / len(found))
