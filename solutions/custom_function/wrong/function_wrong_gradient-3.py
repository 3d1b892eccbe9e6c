# expect: function_wrong_gradient
# score: 8.25
# message.zh: backward 没有乘 grad_output：只有 y 就是终点时梯度才对，y 后面还有运算时，链式法则要求乘上传回来的梯度。
# message.en: Your backward does not multiply by grad_output: the gradient is right only where y is the end; with more computed from y, the chain rule needs the gradient that comes back.
# hint.zh: 试一试 (3 * y).backward()：x.grad 应该变成 3 倍。
# hint.en: Try (3 * y).backward(): x.grad should be three times as large.
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
        return (1 + x / torch.sqrt(x * x + ctx.b)) / 2, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
except Exception as error:
    print("gradcheck:", error)
