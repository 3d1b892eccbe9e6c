import torch

w = torch.tensor([2.0, 3.0], requires_grad=True)
y = (w**2).sum()
print(w.data, y.data, w.data.numpy())
backup = w.data.clone()
backup += 1
y.backward()
print(w.grad, w.grad.data, backup)
