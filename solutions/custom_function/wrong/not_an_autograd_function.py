# expect: not_an_autograd_function
# score: 2.5
# message.zh: SquarePlus 不能以 SquarePlus.apply(x, b) 调用：它不是 torch.autograd.Function 的子类（nn.Module 的求导是自动的，没有你自己写的 backward）。
# message.en: This SquarePlus cannot be called as SquarePlus.apply(x, b): it is no subclass of torch.autograd.Function (an nn.Module is differentiated automatically, without a backward of yours).
# hint.zh: 改写成 class SquarePlus(torch.autograd.Function)，forward 和 backward 都是静态方法，第一个参数是 ctx。
# hint.en: Make it class SquarePlus(torch.autograd.Function), with forward and backward as static methods whose first argument is ctx.
import torch


class SquarePlus(torch.nn.Module):
    def forward(self, x, b):
        return (x + torch.sqrt(x * x + b)) / 2


squareplus = SquarePlus()
x = torch.tensor(1.5, requires_grad=True)
y = squareplus(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(squareplus, (t, 4.0)))
