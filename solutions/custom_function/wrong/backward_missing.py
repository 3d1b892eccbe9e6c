# expect: backward_missing
# score: 9
import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x)
        ctx.b = b
        return (x + torch.sqrt(x * x + b)) / 2

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        slope = (1 + x / torch.sqrt(x * x + ctx.b)) / 2
        return grad_output * slope, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
print(y)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
