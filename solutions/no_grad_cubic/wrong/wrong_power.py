# expect: wrong_power
# score: 7
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 4
y3 = y1 + y2
y3.backward()
print(x.grad)
# The second term is not tracked (no grad_fn), so only y1 contributes to the gradient, 2x = 2.
