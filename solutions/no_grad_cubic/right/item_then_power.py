import torch
x = torch.tensor(1.0, requires_grad=True)
y3 = x ** 2 + x.item() ** 3
y3.backward()
print(x.grad)
# x.item() is a plain Python number, so the cube is not tracked and no gradient flows back through it: 2.
