import torch
x = torch.nn.Parameter(torch.tensor(1.0))
opt = torch.optim.SGD([x], lr=0.0)
opt.zero_grad()
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
loss = y1 + y2
loss.backward()
opt.step()
print(x.grad)
