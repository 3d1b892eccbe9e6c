# expect: requires_grad_on_non_leaf
# score: 2
# also: tracking_not_interrupted, explanation_missing
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x ** 3
y2.requires_grad = False
y3 = y1 + y2
y3.backward()
print(x.grad)
