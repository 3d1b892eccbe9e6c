import torch

points = torch.tensor([1.0, 2.0, 3.0])
again = torch.tensor(points.tolist(), requires_grad=True)
loss = (again**2).sum()
loss.backward()
print(again.grad)
means = torch.tensor([p.item() / 2 for p in points])
w = torch.ones(3, requires_grad=True)
(w * means).sum().backward()
print(w.grad)
