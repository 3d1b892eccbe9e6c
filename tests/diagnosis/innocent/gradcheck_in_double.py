import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * grad


v = torch.randn(4, dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(Cube.apply, (v,)))
print(torch.autograd.gradgradcheck(Cube.apply, (v,)))
