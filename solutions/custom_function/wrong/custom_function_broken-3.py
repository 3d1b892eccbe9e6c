# expect: custom_function_broken
# score: 9
import torch


class SquarePlus(torch.autograd.Function):
    def forward(self, x, b):
        self.save_for_backward(x)
        self.b = b
        return (x + torch.sqrt(x * x + b)) / 2

    def backward(self, grad_output):
        (x,) = self.saved_tensors
        slope = (1 + x / torch.sqrt(x * x + self.b)) / 2
        return grad_output * slope, None


squareplus = SquarePlus()
x = torch.tensor(1.5, requires_grad=True)
y = squareplus(x, 4.0)
y.backward()
print(y.item(), x.grad)

t = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(SquarePlus.apply, (t, 4.0)))
