import torch

w = torch.tensor(5.0, requires_grad=True)
for step in range(4):
    loss = (w - 1) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad *= 0.9
print(w)
