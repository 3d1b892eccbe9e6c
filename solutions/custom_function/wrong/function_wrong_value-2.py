# expect: function_wrong_value
# score: 6.33
# message.zh: forward 没有除以 2，结果是应有的 2 倍。
# message.en: Your forward is not divided by 2, so the value is twice what it should be.
# hint.zh: 与题目的公式逐项对照：x = 1.5、b = 4 时 y 应该是多少？
# hint.en: Go through the task's formula term by term: what should y be at x = 1.5 with b = 4?
import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x)
        ctx.b = b
        return x + torch.sqrt(x * x + b)

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
