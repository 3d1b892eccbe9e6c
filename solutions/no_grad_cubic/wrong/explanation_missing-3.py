# expect: explanation_missing
# score: 7
# Use what you have learned about tensors to find the gradient of y3 with respect to x.
# Interrupt gradient tracking while x**3 is computed, observe the result and explain why it is so.
import torch

x = torch.ones(1, requires_grad=True)  # create x
y1 = x.pow(2)
y2 = x.detach().pow(3)
y3 = y1 + y2
y3.backward()  # backward
print("x.grad:", x.grad)
