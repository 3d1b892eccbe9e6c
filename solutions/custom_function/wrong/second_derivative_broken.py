# expect: second_derivative_broken
# score: 7.5
# message.zh: 一阶导数正确，但 backward 的结果不能再求导：它与 x 没有联系。常见原因是 backward 里用了 detach()、.data、NumPy、no_grad 或 once_differentiable，或者保存的不是 x 本身。
# message.en: The first derivative is right, but what backward returns cannot be differentiated again: nothing connects it with x. Common causes in backward are detach(), .data, NumPy, no_grad or once_differentiable, or that something else than x itself was saved.
# hint.zh: backward 本身也会被求导：直接使用 ctx.saved_tensors 里的 x 和普通的张量运算。
# hint.en: What backward does is differentiated too: use x from ctx.saved_tensors as it is, with ordinary tensor operations.
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
        x = x.detach()
        return grad_output * (1 + x / torch.sqrt(x * x + ctx.b)) / 2, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
