import torch

w = torch.tensor(4.0, requires_grad=True)
lr = 0.4
last = float("inf")
for _ in range(6):
    w.grad = None
    loss = (w - 1) ** 2
    loss.backward()
    if loss.item() > last:
        lr /= 2
    last = loss.item()
    scale = torch.tensor(min(1.0, 1 / abs(w.grad.item() + 1e-9)))
    with torch.no_grad():
        w -= lr * scale * w.grad
print(w)
