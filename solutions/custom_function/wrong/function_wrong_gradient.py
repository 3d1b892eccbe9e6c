# expect: function_wrong_gradient
# score: 4.5
# message.zh: backward 少了因子 1/2：前向除以了 2，导数却没有，所以梯度是应有的 2 倍。
# message.en: Your backward lacks the factor 1/2: forward divides by 2 and the derivative does not, so the gradient is twice what it should be.
# hint.zh: 从 y = (x + sqrt(x² + b)) / 2 出发重新求一次导，再看 gradcheck 的输出：numerical 和 analytical 差几倍？
# hint.en: Differentiate y = (x + sqrt(x² + b)) / 2 once more, and see in gradcheck's output by how much numerical and analytical differ.
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
        return grad_output * (1 + x / torch.sqrt(x * x + ctx.b)), None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
except Exception as error:
    print("gradcheck:", error)
