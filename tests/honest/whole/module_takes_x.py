import torch
from torch import nn

class Term(nn.Module):
    def __init__(self, power):
        super().__init__()
        self.power = power
    def extra_repr(self):
        return f'power={self.power}'
    def forward(self, x):
        return x ** self.power

x = torch.ones(1, requires_grad=True)
square, cube = Term(2), Term(3)
print(square)
y1 = square(x)
with torch.no_grad():
    y2 = cube(x)
y3 = y1 + y2
y3.sum().backward()
print(x.grad)
