# expect: explanation_incomplete
# score: 7
"""I ran the program and the gradient printed is 2. I think this is the correct result."""
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
