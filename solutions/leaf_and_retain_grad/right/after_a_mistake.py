import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
print("leaf?", x.is_leaf, y.is_leaf, z.is_leaf)
z.backward()
print(x.grad)
print(y.grad)
try:
    print(y.grad + 1)
except TypeError as error:
    print("no gradient there:", error)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
y.retain_grad()
z.retain_grad()
z.backward()
print(x.grad, y.grad, z.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2


received = []


def show(grad):
    received.append(grad)
    return None


y.register_hook(show)
w = y ** 2 + 2 * y
w.backward()
print(received[0], x.grad)

# The leaf is x since it was not computed from anything; y is not a leaf, it has a grad_fn.
# Autograd does not keep the gradients of non-leaf tensors, they are thrown away once they have been used.
# retain_grad() tells it to store y.grad as well; it has to be called before backward().
# The hook gets the gradient when it passes through y, without storing anything.
