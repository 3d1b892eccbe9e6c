import torch

w = torch.zeros(100, requires_grad=True)
for step in range(3):
    ((w - 1) ** 2).sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad *= 0.9
v = torch.zeros(100, requires_grad=True)
for step in range(3):
    ((v - 1) ** 2).sum().backward()
    with torch.no_grad():
        v -= 0.1 * v.grad
    v.grad.mul_(0)
print(w[:3], v[:3])
