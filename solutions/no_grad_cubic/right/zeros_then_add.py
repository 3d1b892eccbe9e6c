import torch
x = torch.tensor([1.0], requires_grad=True)
y3 = torch.zeros(1)
y3 = y3 + x ** 2
with torch.no_grad():
    c = x ** 3
y3 = y3 + c
y3.backward()
print(x.grad)
# c is computed without tracking, so it has no grad_fn and backward cannot go through it; x.grad is 2x = 2.
