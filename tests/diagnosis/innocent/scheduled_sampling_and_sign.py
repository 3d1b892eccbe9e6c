import torch

w = torch.tensor([0.3, -0.7], requires_grad=True)
for _ in range(2):
    w.grad = None
    y = w * torch.sign(w)
    y.sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad.sign()
print(w, torch.ceil(w))
