import torch

x = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
rows = x.view(2, 2)
diagonal = rows.diagonal()
top = rows[0]
(diagonal.sum() + (top**2).sum()).backward()
print(x.grad.view(2, 2))
with torch.no_grad():
    rows2 = x.view(2, 2)
    rows2 += 1
print(x)
