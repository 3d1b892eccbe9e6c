import torch

class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, value):
        return value.view_as(value)
    @staticmethod
    def backward(ctx, grad):
        return grad.neg()
r = torch.tensor(2.0, requires_grad=True)
Reverse.apply(r * 3).backward()
print(r.grad)
