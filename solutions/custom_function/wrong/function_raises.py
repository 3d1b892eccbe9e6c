# expect: function_raises
# score: 8.5
import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        flat = x.view(-1)
        ctx.save_for_backward(x)
        ctx.b = b
        return ((flat + torch.sqrt(flat * flat + b)) / 2).view(x.shape)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        slope = (1 + x / torch.sqrt(x * x + ctx.b)) / 2
        return grad_output * slope, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
