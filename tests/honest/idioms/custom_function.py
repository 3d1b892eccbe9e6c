import torch

class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, value):
        ctx.save_for_backward(value)
        return 0.5 * (5 * value**3 - 3 * value)
    @staticmethod
    def backward(ctx, grad_output):
        (value,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * value**2 - 1)
p = torch.tensor(0.3, requires_grad=True)
LegendrePolynomial3.apply(p).backward()
print(p.grad)
