import torch

w = torch.tensor([5.0, 2.0], requires_grad=True)
for _ in range(3):
    loss = ((w - 1) ** 2).sum()
    loss.backward()
    w = (w.detach() - 0.1 * w.grad).requires_grad_(True)
print(w)
