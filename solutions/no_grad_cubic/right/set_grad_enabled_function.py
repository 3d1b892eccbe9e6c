import torch

x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
torch.set_grad_enabled(False)
y2 = x ** 3
torch.set_grad_enabled(True)
y3 = y1 + y2
y3.backward()
print(x.grad, y1.grad_fn, y2.grad_fn, y3.grad_fn)

# Explanation
# While grad mode is off autograd records nothing, that is why y2.grad_fn is None.
# y2 is just a constant for autograd. The gradient only flows through y1 so the answer is 2.
