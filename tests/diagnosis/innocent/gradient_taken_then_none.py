import torch

w = torch.tensor([5.0, 1.0], requires_grad=True)
for step in range(3):
    loss = ((w - 1) ** 2).sum()
    loss.backward()
    g = w.grad
    w.grad = None
    w.data -= 0.1 * g
print(w)
