import torch
x = torch.tensor(1.0, requires_grad=True)
opt = torch.optim.SGD([x], lr=0.1)
opt.zero_grad()
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
opt.step()
print(x)
# The cube isn't tracked because of no_grad, so its gradient never reaches x; only 2x = 2 does.
