import torch

w = torch.tensor([3.0, -4.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for _ in range(3):
    optimizer.zero_grad()
    (w**2).sum().backward()
    w.grad = w.grad.sign()
    optimizer.step()
print(w)
