# expect: function_not_used
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
b = (x ** 3).detach()
y = a * b
y.backward()
print("again", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = x ** 2
b = (x ** 3).detach()
y = a * b
y.backward()
print("and again", x.grad)

x = torch.tensor(2.0, requires_grad=True)
a = (x ** 2).detach()
b = x ** 3
y = a * b
y.backward()
print("cut a", x.grad)

# The cut b is not tracked: it has no grad_fn. Its gradient does not flow back to x, it is a constant
# factor 8, so x.grad is 8 * 2x = 32. All three ways give the same result since they cut the same branch.
