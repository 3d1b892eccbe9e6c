import torch

torch.manual_seed(0)
layer = torch.nn.Dropout(0.5)
x = torch.ones(6, requires_grad=True)
layer(x).sum().backward()
print(x.grad)
layer.eval()
x.grad = None
layer(x).sum().backward()
print(x.grad)
