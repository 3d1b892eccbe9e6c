# expect: input_not_leaf
# also: exercise_not_found
# score: 4.5
import torch

x = torch.tensor(1.5, requires_grad=True) * 2
y = x ** 2
z = y ** 2
print(x.is_leaf, y.is_leaf)
z.backward()
print(x.grad)
print(y.grad)

x = torch.tensor(1.5, requires_grad=True) * 2
y = x ** 2
y.retain_grad()
z = y ** 2
z.backward()
print("y.grad", y.grad)

x = torch.tensor(1.5, requires_grad=True) * 2
y = x ** 2
kept = []
y.register_hook(kept.append)
w = y ** 2 + 2 * y
w.backward()
print(kept, x.grad)

# x is a leaf, y is the result of an operation and no leaf. The gradient of a non-leaf is not stored, so y.grad is None.
# retain_grad() makes autograd keep it, and the hook sees it during backward.
