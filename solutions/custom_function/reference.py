"""参考解答 / Reference solution.

SquarePlus：y = (x + sqrt(x**2 + b)) / 2，导数为 (1 + x / sqrt(x**2 + b)) / 2。
"""
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
y.backward()
print("y:", y.item(), "x.grad:", x.grad.item())

points = torch.linspace(-2.0, 2.0, 5, dtype=torch.float64, requires_grad=True)
print("gradcheck:", torch.autograd.gradcheck(SquarePlus.apply, (points, 4.0)))
print("gradgradcheck:", torch.autograd.gradgradcheck(SquarePlus.apply, (points, 4.0)))
