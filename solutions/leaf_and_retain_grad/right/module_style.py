import torch
from torch import nn


class Power(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.x = nn.Parameter(torch.tensor(start))

    def forward(self):
        return self.x ** 2


net = Power(3.0)
y = net()
z = y ** 2
print(net.x.is_leaf)
print(y.is_leaf)
z.backward()
print(net.x.grad)
print(y.grad)

net = Power(3.0)
y = net()
y.retain_grad()
z = y ** 2
z.backward()
print(y.grad)

net = Power(3.0)
y = net()
gradients = []
y.register_hook(lambda grad: gradients.append(grad))
w = y * (y + 2)
w.backward()
print(gradients, net.x.grad)

# A parameter is a leaf. y is computed from it, therefore it's not a leaf and its gradient is discarded: y.grad is None.
# If we call retain_grad() the gradient of y is kept. The hook shows us the gradient while it flows back.
