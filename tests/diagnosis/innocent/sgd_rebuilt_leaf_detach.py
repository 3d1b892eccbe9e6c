import torch

w = torch.tensor(5.0, requires_grad=True)
for _ in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    w = w - 0.1 * w.grad
    w = w.detach().requires_grad_()
print(w)
