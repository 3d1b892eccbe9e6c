import torch

w = torch.tensor(5.0, requires_grad=True)
for _ in range(4):
    loss = (w - 3) ** 2
    loss.backward()
    w = torch.tensor(w.item() - 0.5 * w.grad.item(), requires_grad=True)
print(w)
