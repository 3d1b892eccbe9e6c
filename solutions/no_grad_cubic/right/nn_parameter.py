import torch
from torch import nn


class Cubic(nn.Module):
    def __init__(self):
        super().__init__()
        self.x = nn.Parameter(torch.tensor(1.0))

    def forward(self):
        y1 = self.x ** 2
        with torch.no_grad():
            y2 = self.x ** 3
        return y1 + y2


model = Cubic()
y3 = model()
y3.backward()
for name, p in model.named_parameters():
    print(name, p.grad)
# The x**3 branch is not tracked by autograd (it sits in no_grad, so the result has no grad_fn).
# No gradient flows back along it, and the parameter only gets the gradient of x**2: 2.
