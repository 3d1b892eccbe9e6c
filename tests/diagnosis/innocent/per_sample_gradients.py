import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
data = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
gradients = []
for row in data:
    w.grad = None
    ((w * row).sum() - 1).pow(2).backward()
    gradients.append(w.grad)
with torch.no_grad():
    w -= 0.1 * torch.stack(gradients).mean(dim=0)
print(w, gradients)
