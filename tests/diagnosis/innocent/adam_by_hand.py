import torch

w = torch.tensor([4.0, -2.0], requires_grad=True)
m, v = torch.zeros_like(w), torch.zeros_like(w)
for t in range(1, 5):
    if w.grad is not None:
        w.grad = None
    loss = ((w - 1) ** 2).sum()
    loss.backward()
    m = 0.9 * m + 0.1 * w.grad
    v = 0.99 * v + 0.01 * w.grad**2
    with torch.no_grad():
        w -= 0.1 * (m / (1 - 0.9**t)) / ((v / (1 - 0.99**t)).sqrt() + 1e-8)
print(w)
