import torch

w = torch.tensor([2.0, 3.0], requires_grad=True)
x = torch.tensor([1.0, 4.0])
for step in range(3):
    y = ((w * x).sum() - 1) ** 2
    y.backward()
    w.data = w.data - 0.01 * w.grad.data
    w.grad.data.zero_()
print(w)
