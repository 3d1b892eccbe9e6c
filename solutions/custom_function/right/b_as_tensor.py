# 把 b 也存成张量
import torch


class SquarePlus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        b = torch.tensor(b, dtype=x.dtype)
        ctx.save_for_backward(x, b)
        result = x.clone()
        result += torch.sqrt(x * x + b)
        result /= 2
        return result

    @staticmethod
    def backward(ctx, grad_output):
        x, b = ctx.saved_tensors
        分母 = torch.sqrt(x * x + b)
        return grad_output * (分母 + x) / (2 * 分母), None


x = torch.tensor(1.5)
x.requires_grad_(True)
y = SquarePlus.apply(x, 4.0)
print(y)
y.backward()
print(x.grad)
try:
    print(torch.autograd.gradcheck(SquarePlus.apply, (torch.tensor([0.5, -1.0], dtype=torch.float64, requires_grad=True), 4.0)))
except RuntimeError as 错误:
    print("没有通过:", 错误)
