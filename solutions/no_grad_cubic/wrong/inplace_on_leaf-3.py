# expect: inplace_on_leaf
# score: 4
# also: explanation_missing
import torch
x = torch.tensor(0.0, requires_grad=True)
x.add_(1.0)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
