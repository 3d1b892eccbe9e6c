import torch

w = torch.tensor([3.0, -1.0], requires_grad=True)
optimizer = torch.optim.LBFGS([w], max_iter=3)


def closure():
    optimizer.zero_grad()
    loss = ((w - 1) ** 2).sum()
    loss.backward()
    return loss


for _ in range(2):
    optimizer.step(closure)
print(w)
