# expect: function_wrong_value
# score: 8.5
# message.zh: forward 没有用参数 b，而是写死了 4：b = 4 时一切正常，换一个 b 就不对了。
# message.en: Your forward does not use its argument b but has 4 written in: all is well at b = 4 and wrong for any other b.
# hint.zh: 比较 SquarePlus.apply(x, 4.0) 与 SquarePlus.apply(x, 1.0)：两个结果应该不同。
# hint.en: Compare SquarePlus.apply(x, 4.0) with SquarePlus.apply(x, 1.0): they should differ.
import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x)
        ctx.b = b
        return (x + torch.sqrt(x * x + 4)) / 2

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
