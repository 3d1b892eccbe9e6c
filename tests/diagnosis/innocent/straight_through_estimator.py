import torch

w = torch.tensor([1.6, -0.3], requires_grad=True)
rounded = w + (w.round() - w).detach()
loss = ((rounded - 3) ** 2).sum()
loss.backward()
print(w.grad)
