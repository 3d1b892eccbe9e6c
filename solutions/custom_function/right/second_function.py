import torch


class SquarePlusSlope(torch.autograd.Function):
    """导数本身也写成一个 Function，它的 backward 就是二阶导数。"""

    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x)
        ctx.b = b
        return (1 + x / torch.sqrt(x**2 + b)) / 2

    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        return grad_output * ctx.b / 2 / (x**2 + ctx.b) ** 1.5, None


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x)
        ctx.b = b
        return (x + torch.sqrt(x**2 + b)) / 2

    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        return grad_output * SquarePlusSlope.apply(x, ctx.b), None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print("梯度:", x.grad)

检验 = torch.tensor([-1.5, 0.2, 3.0], dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(SquarePlus.apply, [检验, 4.0]), torch.autograd.gradgradcheck(SquarePlus.apply, [检验, 4.0]))
