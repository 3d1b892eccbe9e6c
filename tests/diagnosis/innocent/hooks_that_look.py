import torch

seen = []
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y.register_hook(seen.append)
x.register_hook(lambda g: seen.append(g.norm()))
z = (y**2).sum()
z.backward()
layer = torch.nn.Linear(2, 1)
handle = layer.register_full_backward_hook(lambda m, gi, go: seen.append(go[0].shape))
layer(torch.ones(3, 2)).sum().backward()
handle.remove()
print(seen)
