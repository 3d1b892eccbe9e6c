# expect: function_missing
# score: 2
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
