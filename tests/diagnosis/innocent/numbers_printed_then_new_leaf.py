import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**2
y.backward()
print(y.item(), x.grad.item())
a = torch.tensor(4.0, requires_grad=True)
b = a * 3
b.backward()
print(a.grad)
