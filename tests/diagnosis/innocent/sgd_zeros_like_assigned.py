import torch

w = torch.tensor([5.0, -3.0], requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)


@torch.no_grad()
def descend(parameters, lr):
    for p in parameters:
        p -= lr * p.grad
        p.grad = torch.zeros_like(p)


for _ in range(4):
    loss = ((w * 2 + b - 1) ** 2).sum()
    loss.backward()
    descend([w, b], 0.1)
print(w, b)
