# expect: requires_grad_on_non_leaf
# score: 0
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
copy = x.clone()
try:
    copy.requires_grad = False
except RuntimeError as error:
    print(error)
a = x ** 2
b = copy ** 3
y = a * b
y.backward()
print("copy", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = (x ** 2).detach()
b = x ** 3
y = a * b
y.backward()
print("cut a", x.grad)

# The cut b is not tracked: it has no grad_fn. Its gradient does not flow back to x, it is a constant
# factor 8, so x.grad is 8 * 2x = 32. All three ways give the same result since they cut the same branch.
