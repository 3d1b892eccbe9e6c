# tries: a custom Function with a backward that does not belong to its forward
# outcome: no_full_marks
import torch
class Odd(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (2 * x - 3 * x**2)
x = torch.tensor(1.0, requires_grad=True)
y1 = Odd.apply(x)
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
