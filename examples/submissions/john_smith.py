import torch

x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y3 = y1 + y2
y3.backward()
print("dy3/dx =", x.grad.item())

# The derivative of x^2 is 2x and the derivative of x^3 is 3x^2, so at x = 1 the gradient is 5.
