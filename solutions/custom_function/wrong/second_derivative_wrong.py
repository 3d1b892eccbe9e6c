# expect: second_derivative_wrong
# score: 7.5
# message.zh: 一阶导数正确，二阶导数却不对，而且不报错：保存的 sqrt(x² + b) 是 forward 的中间结果，autograd 不知道它与 x 的关系，再求导时把它当成了常数。
# message.en: The first derivative is right, the second is wrong without any error: the saved sqrt(x² + b) is an intermediate result of forward, autograd does not know that it depends on x and takes it for a constant.
# hint.zh: 只保存输入（或输出），在 backward 里用 x 重新计算中间结果；再用 gradgradcheck 检验。
# hint.en: Save the input (or the output) only and compute the intermediate from x in backward; then test with gradgradcheck.
import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        root = torch.sqrt(x * x + b)
        ctx.save_for_backward(x, root)
        return (x + root) / 2

    @staticmethod
    def backward(ctx, grad_output):
        x, root = ctx.saved_tensors
        return grad_output * (1 + x / root) / 2, None


x = torch.tensor(1.5, requires_grad=True)
y = SquarePlus.apply(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
