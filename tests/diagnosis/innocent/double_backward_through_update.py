import torch

w = torch.tensor(1.0, requires_grad=True)
lr = torch.tensor(0.1, requires_grad=True)
loss = (w - 3) ** 2
(g,) = torch.autograd.grad(loss, w, create_graph=True)
w1 = w - lr * g
((w1 - 3) ** 2).backward()
print(lr.grad, w.grad)
