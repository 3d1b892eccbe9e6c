import torch

w = torch.tensor(5.0, requires_grad=True)
for _ in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    w.data -= 0.1 * w.grad
    w.grad *= 0
v = torch.tensor(5.0, requires_grad=True)
for _ in range(3):
    ((v - 1) ** 2).backward()
    v.data.sub_(0.1 * v.grad.data)
    v.grad.data.zero_()
u = torch.tensor(5.0, requires_grad=True)
for _ in range(3):
    ((u - 1) ** 2).backward()
    u.data = u.data - 0.1 * u.grad.data
    u.grad.detach_()
    u.grad.zero_()
print(w, v, u)
