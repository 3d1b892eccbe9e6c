import torch

class Square(torch.autograd.Function):
    """A square with a derivative written by hand."""
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 2

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 2 * x

x = torch.tensor(1.0, requires_grad=True)
y1 = Square.apply(x)
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad, y1.requires_grad, y2.requires_grad)
