import torch

x = torch.tensor(1.0, requires_grad=True)
x.requires_grad == True
assert x.requires_grad is True
y = x**2
y.requires_grad
y.backward()
print(x.grad, x.requires_grad == y.requires_grad)
