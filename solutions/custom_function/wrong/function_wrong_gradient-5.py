# expect: function_wrong_gradient
# score: 6
# message.zh: backward 里的 b 写死成了 4：b 取别的值时，前向用的是新的 b，梯度却还是 b = 4 的。
# message.en: In backward, b is written as 4: for another b, forward uses the new one while the gradient is still that of b = 4.
# hint.zh: 在 forward 里用 ctx.b = b 记下 b，在 backward 里使用 ctx.b。
# hint.en: Keep it in forward with ctx.b = b and use ctx.b in backward.
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
        return grad_output * (1 + x / torch.sqrt(x * x + 4)) / 2, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
