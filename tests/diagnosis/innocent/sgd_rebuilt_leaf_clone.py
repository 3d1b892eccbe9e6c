import torch

w = torch.tensor(5.0, requires_grad=True)
for _ in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
    w = w.clone().requires_grad_(True)
print(w, w.requires_grad)
