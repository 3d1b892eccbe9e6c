import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
h = torch.tanh(w) * 3
first, second = h.sum(), (h**2).sum()
first.backward(retain_graph=True)
g1 = w.grad.clone()
w.grad = None
second.backward()
print(g1, w.grad)
