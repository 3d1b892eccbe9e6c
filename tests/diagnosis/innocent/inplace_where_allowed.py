import torch

x = torch.tensor([1.0, -2.0], requires_grad=True)
y = x * 2
y += 1
y[0] = 0.0
y.clamp_(min=-10)
y.sum().backward()
print(x.grad)
out = torch.zeros(3)
for i, v in enumerate(x):
    out[i] = v**2
out.sum().backward()
print(x.grad)
