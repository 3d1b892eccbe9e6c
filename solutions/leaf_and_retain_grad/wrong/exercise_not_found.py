# expect: exercise_not_found
# score: 8
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
print(x.is_leaf, y.is_leaf)
z.backward()
print(x.grad)
print(y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.retain_grad()
z = y ** 2
z.backward()
print("y.grad", y.grad)

# x is a leaf, y is not a leaf because it is computed. The gradient of y is not kept, so y.grad is None, but retain_grad() keeps it.
