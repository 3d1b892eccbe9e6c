import torch

point = torch.tensor([1.5], requires_grad=True)
lbfgs = torch.optim.LBFGS([point], max_iter=3)
def closure():
    lbfgs.zero_grad()
    loss = (point - 1).pow(2).sum()
    loss.backward()
    return loss
lbfgs.step(closure)
print(point)
