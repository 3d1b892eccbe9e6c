import torch

layer = torch.nn.Linear(2, 2)
shapes = []
layer.register_forward_hook(lambda m, i, o: shapes.append(o.shape))
layer.register_full_backward_hook(lambda m, gi, go: shapes.append(go[0].shape))
layer.register_forward_pre_hook(lambda m, i: None)
layer(torch.randn(3, 2, requires_grad=True)).sum().backward()
print(shapes)
