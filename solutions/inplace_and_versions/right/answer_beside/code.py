import torch

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
w = u ** 2
w.mul_(2)
w.backward()
print('(5)', x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
v = u.clone()
v.add_(1)
z = y + v
z.backward()
print('(4)', x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.detach().add_(1)
try:
    y.backward()
except RuntimeError as e:
    print('(3)', e)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.data.add_(1)
y.backward()
print('(2)', x.grad)

x = torch.tensor(3.0, requires_grad=True)
u = 2 * x
y = u ** 2
u.add_(1)
try:
    y.backward()
except RuntimeError as e:
    print('(1)', e)
