import torch

x = torch.full((2,), 3.0, requires_grad=True)
y = x ** 2
z = y ** 2
print(x.is_leaf, y.is_leaf, z.is_leaf)
z.sum().backward()
print(x.grad)
print(y.grad)

x = torch.full((2,), 3.0, requires_grad=True)
y = x ** 2
y.retain_grad()
z = y ** 2
z.sum().backward()
print(y.grad)

x = torch.full((2,), 3.0, requires_grad=True)
y = x ** 2
kept = []
y.register_hook(kept.append)
w = y ** 2 + 2 * y
w.sum().backward()
print(kept, x.grad)

# Only leaves keep their gradient. x is a leaf tensor because I created it; y comes from an operation,
# so y is a non-leaf and its gradient is not saved (None). retain_grad() makes autograd keep the gradient of y.
# A hook receives the same gradient during backward.
