import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
h = torch.tanh(x)
leaf = h.detach().requires_grad_()
loss = (leaf**2).sum()
loss.backward()
h.backward(leaf.grad)
print(x.grad, leaf.grad)
