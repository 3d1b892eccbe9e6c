import torch

w = torch.tensor([3.0, 4.0], requires_grad=True)
loss = (w**2).sum()
(g,) = torch.autograd.grad(loss, w, retain_graph=True)
log = {"loss": loss.item(), "norm": g.norm().item(), "squared": (g**2).sum()}
loss.backward()
print(log, w.grad)
