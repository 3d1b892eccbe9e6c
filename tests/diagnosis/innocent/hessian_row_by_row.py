import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
f = (x**3).sum() + x.prod()
(g,) = torch.autograd.grad(f, x, create_graph=True)
rows = [torch.autograd.grad(part, x, retain_graph=True)[0] for part in g]
print(torch.stack(rows))
