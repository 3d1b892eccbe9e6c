import torch

w = torch.tensor([0.2, 0.3], requires_grad=True)
y = (w**2).sum()
w.data.clamp_(0, 1)
y.backward()
print(w.grad)
