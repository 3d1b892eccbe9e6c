# expect: second_derivative_broken
# score: 7.5
# message.zh: 一阶导数正确，但不能再求导：backward 里用 detach() 切断了 x，结果与 x 没有联系。
# message.en: The first derivative is right, but it cannot be differentiated again: detach() in backward cuts x off, so the result has no connection with x.
# hint.zh: backward 本身也会被求导：直接使用 ctx.saved_tensors 里的 x，不要 detach。
# hint.en: What backward does is differentiated too: use x from ctx.saved_tensors as it is, without detach.
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
