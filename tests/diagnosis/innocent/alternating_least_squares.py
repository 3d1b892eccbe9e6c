import torch

u = torch.tensor(2.0, requires_grad=True)
v = torch.tensor(3.0, requires_grad=True)
for step in range(3):
    loss = (u * v.detach() - 1) ** 2
    u.grad = None
    loss.backward()
    u.data -= 0.05 * u.grad
    loss = (u.detach() * v - 1) ** 2
    v.grad = None
    loss.backward()
    v.data -= 0.05 * v.grad
print(u, v)
