# expect: input_not_leaf
# score: 4
# also: explanation_missing
import torch
x = torch.tensor(1, requires_grad=False).float().requires_grad_().clone()
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print('grad:', x.grad)
