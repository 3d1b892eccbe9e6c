# expect: sum_interrupted
# score: 1.5
import torch

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 3
y = a * b
y.backward()
print("full", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 3
y = (a * b).detach()
y.backward()
print("detach", x.grad)
