# expect: function_wrong_gradient
# score: 6
# message.zh: backward 把 grad_output 加成了一个数：每个元素都乘了同一个总和，而不是各自的那一份。
# message.en: Your backward adds grad_output up to one number, so every element is multiplied by the same total instead of its own share.
# hint.zh: grad_output 和 x 形状相同，按元素相乘即可，不需要 sum()。
# hint.en: grad_output has the shape of x: multiply element by element, without sum().
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
        return grad_output.sum() * (1 + x / torch.sqrt(x * x + ctx.b)) / 2, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
except Exception as error:
    print("gradcheck:", error)
