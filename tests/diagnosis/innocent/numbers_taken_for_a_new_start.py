import torch

x = torch.tensor(2.0, requires_grad=True)
y = x**2
y.backward()
print(x.grad)
start = torch.tensor(y.item(), requires_grad=True)
z = torch.sqrt(start)
z.backward()
print(start.grad)
