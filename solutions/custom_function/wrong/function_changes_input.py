# expect: function_changes_input
# score: 6.17
# message.zh: forward 用 += 修改了传入的 x：调用之后，调用者手里的 x 已经不是原来的值。
# message.en: Your forward changes the x that was passed in with +=: after the call the caller's x is no longer what it was.
# hint.zh: 用普通运算得到新的张量，例如 x + torch.sqrt(...)，不要写 +=。
# hint.en: Compute a new tensor with ordinary operations, such as x + torch.sqrt(...), in place of +=.
import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x.clone())
        ctx.b = b
        x += torch.sqrt(x * x + b)
        x /= 2
        return x

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
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
except Exception as error:
    print("gradcheck:", error)
