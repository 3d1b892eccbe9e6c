# expect: function_wrong_gradient
# score: 4.5
# message.zh: backward 里 sqrt(x² + b) 的导数不对：只对 sqrt 求了导，没有按链式法则再乘上里面 x² + b 的导数 2x。
# message.en: In backward the derivative of sqrt(x² + b) is not right: sqrt alone is differentiated, without the chain rule's factor 2x from x² + b inside.
# hint.zh: 先写 u = x² + b，再写 d sqrt(u)/dx = (1 / (2 sqrt(u))) · du/dx。
# hint.en: Write u = x² + b first, then d sqrt(u)/dx = (1 / (2 sqrt(u))) · du/dx.
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
        return grad_output * (1 + 1 / (2 * torch.sqrt(x * x + ctx.b))) / 2, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
except Exception as error:
    print("gradcheck:", error)
