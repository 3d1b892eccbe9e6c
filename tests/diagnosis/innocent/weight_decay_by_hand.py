import torch

w = torch.tensor([3.0, 4.0], requires_grad=True)
for _ in range(3):
    w.grad = None
    ((w - 1) ** 2).sum().backward()
    w.grad.add_(w.detach(), alpha=0.1)
    w.grad += 0.1 * torch.sign(w.detach())
    with torch.no_grad():
        w.sub_(w.grad, alpha=0.1)
print(w)
