import torch

w = torch.tensor([1.0, -2.0], requires_grad=True)
inner = (w**2).sum()
(g,) = torch.autograd.grad(inner, w)
fast = w - 0.1 * g
outer = ((fast - 1) ** 2).sum()
outer.backward()
print(w.grad)
