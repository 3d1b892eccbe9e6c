# expect: integer_input
# score: 0.5
import torch

x = torch.tensor(2, requires_grad=True)
a = x ** 2
b = x ** 3
y = a * b
y.backward()
print("full", x.grad)

x = torch.tensor(2, requires_grad=True)
a = x ** 2
b = (x ** 3).detach()
y = a * b
y.backward()
print("detach", x.grad)
