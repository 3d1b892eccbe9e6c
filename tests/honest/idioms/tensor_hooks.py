import torch

seen = {}
h = torch.tensor(3.0, requires_grad=True)
k = h * 2
handle = k.register_hook(lambda g: seen.update(k=g))
k.retain_grad()
(k**2).backward()
handle.remove()
print(seen, k.grad)
