import torch

x = torch.tensor(3.0, requires_grad=True)
try:
    x.grad.zero_()
except AttributeError as error:
    print("nothing to zero yet:", error)      # x.grad is None before the first backward

y1 = x ** 2
y1.backward()
print(x.grad)
y2 = x ** 2
y2.backward()
print(x.grad)
y3 = x ** 2
y3.backward()
print(x.grad)

if x.grad is not None:
    x.grad.zero_()
print(x.grad)
z = x ** 3
z.backward()
print(x.grad)

x.grad = None
w = x ** 4
w.backward()
print(x.grad)

optimizer = torch.optim.SGD([x], lr=0.1)
optimizer.zero_grad()
v = x ** 5
v.backward()
print(x.grad)

# Each backward adds up: the second call gives 6 + 6 = 12 and the third 18.
# The old gradient has to be zeroed before every new backward, otherwise both are summed.
# The difference: zero_() keeps the tensor and fills it with 0, None removes the tensor.
