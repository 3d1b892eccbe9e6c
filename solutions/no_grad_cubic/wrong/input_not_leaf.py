# expect: input_not_leaf
# score: 7
import torch
x = torch.ones(1, requires_grad=True) * 1.0
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 is not tracked because of no_grad (no grad_fn), the gradient doesn't flow back through it.
