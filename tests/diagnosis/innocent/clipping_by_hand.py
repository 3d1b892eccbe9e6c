import torch

w = torch.tensor([5.0, -8.0], requires_grad=True)
for step in range(3):
    w.grad = None
    loss = (w**2).sum()
    loss.backward()
    norm = w.grad.norm()
    if norm > 1:
        w.grad.mul_(1 / norm)
    w.grad.clamp_(-0.5, 0.5)
    with torch.no_grad():
        w -= 0.1 * w.grad
print(w)
