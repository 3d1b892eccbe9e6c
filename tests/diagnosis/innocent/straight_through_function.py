import torch


class Binarize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sign(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * (x.abs() <= 1)


w = torch.tensor([3.0, -2.0], requires_grad=True)
Binarize.apply(w).sum().backward()
print(w.grad)
v = torch.tensor([0.3, -0.2], requires_grad=True)
Binarize.apply(v).sum().backward()
print(v.grad)
