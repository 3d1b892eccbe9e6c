# expect: exercise_not_found
# score: 0
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
z = x ** 2
z.backward()
print("zero_", x.grad)

x.grad = None
w = x ** 3
w.backward()
print("None", x.grad)

optimizer = torch.optim.SGD([x], lr=0.1)
optimizer.zero_grad()
v = x ** 5
v.backward()
print("optimizer", x.grad)

# backward() adds the new gradient to x.grad, nothing is overwritten, so it must be zeroed before the next one.
# After zero_() there is a tensor of zeros, with None there is no tensor.
