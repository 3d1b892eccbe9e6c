import torch

w = torch.tensor([5.0, -3.0], requires_grad=True)
for _ in range(4):
    loss = ((w - 1) ** 2).sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad.zero_()
print(w)
