import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('tracked', x.grad)
x.grad.zero_()
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('untracked', x.grad)
x.grad = None
y3 = x ** 2 + (x ** 3).detach()
y3.backward()
print('detached', x.grad)
