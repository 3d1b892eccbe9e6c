import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
w = torch.tensor([3.0, 4.0], requires_grad=True)
out = (w * x**2).sum()
(g,) = torch.autograd.grad(out, x, create_graph=True)
loss = out + (g.norm() - 1) ** 2
loss.backward()
print(w.grad)
