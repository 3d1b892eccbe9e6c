import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
total = torch.zeros(2)
for k in range(3):
    ((w - k) ** 2).sum().backward()
    total += w.grad
    w.grad.zero_()
print(total)
for k in range(3):
    ((w - k) ** 2).sum().backward()
print(w.grad)
