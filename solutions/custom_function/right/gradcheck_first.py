import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x)
        ctx.b = b
        return torch.addcmul(x, x, x, value=0).add(torch.sqrt(torch.addcmul(torch.full_like(x, b), x, x))) / 2

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * (1 + x / torch.sqrt(x**2 + ctx.b)) / 2, None


# the numerical test first
samples = torch.tensor([-2.5, -0.5, 0.5, 2.5], dtype=torch.float64, requires_grad=True)
print("gradcheck:", torch.autograd.gradcheck(SquarePlus.apply, (samples, 4.0)))

x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y, x.grad)
