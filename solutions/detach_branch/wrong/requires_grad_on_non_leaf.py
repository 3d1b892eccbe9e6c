# expect: requires_grad_on_non_leaf
# score: 5.75
import torch

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 3
y = a * b
y.backward()
print("full", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = (x ** 3).detach()
y = a * b
y.backward()
print("detach", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
with torch.no_grad():
    b = x ** 3
y = a * b
y.backward()
print("no_grad", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = x ** 3
b.requires_grad_(False)
y = a * b
y.backward()
print("copy", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = (x ** 2).detach()
b = x ** 3
y = a * b
y.backward()
print("cut a", x.grad)
