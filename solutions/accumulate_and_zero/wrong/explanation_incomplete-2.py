# expect: explanation_incomplete
# score: 9
import torch

x = torch.tensor(3.0, requires_grad=True)

y = x ** 2
y.backward()
print("first", x.grad)
y = x ** 2
y.backward()
print("second", x.grad)
y = x ** 2
y.backward()
print("third", x.grad)

x.grad.zero_()
z = x ** 3
z.backward()
print("zero_", x.grad)

x.grad = None
w = x ** 4
w.backward()
print("None", x.grad)

optimizer = torch.optim.SGD([x], lr=0.1)
optimizer.zero_grad()
v = x ** 5
v.backward()
print("optimizer", x.grad)

# The gradient must be zeroed before each backward. zero_() gives 0 and None means that there is no tensor.
