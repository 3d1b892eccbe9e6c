import torch

torch.manual_seed(0)
layer = torch.nn.Linear(3, 2)
weight = layer.weight.data
weight.normal_(0, 0.1)
layer.bias.data.fill_(0.0)
flat = torch.zeros(4, requires_grad=True)
values = flat.data
values[0] = 1.0
out = layer(torch.ones(5, 3)).sum() + (flat * 2).sum()
out.backward()
print(layer.weight.grad, flat.grad)
