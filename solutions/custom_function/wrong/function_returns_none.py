# expect: function_returns_none
# score: 4.5
# message.zh: backward 对 x 返回了 None，意思是“x 没有梯度”，所以 x.grad 是 None，也没有任何报错。
# message.en: Your backward returns None for x, which says that x has no gradient; so x.grad is None, and there is no error.
# hint.zh: forward 的每个输入在 backward 里对应一个返回值：x 的位置返回梯度，只有 b 的位置返回 None。
# hint.en: Let backward return one value for each input of forward: the gradient in the place of x, None only in the place of b.
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
        return None, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
except Exception as error:
    print("gradcheck:", error)
