# expect: sum_instead_of_product
# score: 4
import torch

x = torch.tensor(2.0, requires_grad=True)
u = x ** 2
v = x ** 3
y = u + v
y.backward()
print("full", x.grad)

x = torch.tensor(2.0, requires_grad=True)
u = x ** 2
v = (x ** 3).detach()
y = u + v
y.backward()
print("detach", x.grad)

x = torch.tensor(2.0, requires_grad=True)
u = x ** 2
with torch.no_grad():
    v = x ** 3
y = u + v
y.backward()
print("no_grad", x.grad)

x = torch.tensor(2.0, requires_grad=True)
u = x ** 2
v = x.data ** 3
y = u + v
y.backward()
print("copy", x.grad)

x = torch.tensor(2.0, requires_grad=True)
u = (x ** 2).detach()
v = x ** 3
y = u + v
y.backward()
print("cut a", x.grad)

# The branch v was cut: v.requires_grad is False, so v does not contribute to the gradient and x.grad is 4 in all three ways.
