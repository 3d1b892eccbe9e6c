import torch

x = 2.0
for _ in range(6):
    t = torch.tensor(x, requires_grad=True)
    f = t**2 - 2
    f.backward()
    x = t.item() - f.item() / t.grad.item()
print(x)
