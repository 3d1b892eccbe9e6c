# expect: wrong_input_value
# score: 7
import torch
x = torch.tensor(0.5, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# y2 is not tracked (no grad_fn), so its gradient isn't propagated to x and only 2x is left, which is 1.
