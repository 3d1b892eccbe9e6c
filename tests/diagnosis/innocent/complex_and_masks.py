import torch

x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
mask = x > 0
kept = x[mask]
where = torch.where(mask, x, torch.zeros_like(x))
index = x.argmax().item()
((kept**2).sum() + where.sum() + x[index]).backward()
print(x.grad, mask.sum())
