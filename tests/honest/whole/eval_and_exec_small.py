import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = eval('x ** 2')
exec('with torch.no_grad():\n    y2 = x ** 3')
y3 = y1 + y2
y3.backward()
print(x.grad)
