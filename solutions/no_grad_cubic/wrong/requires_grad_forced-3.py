# expect: requires_grad_forced
# score: 3
# also: explanation_missing
import torch
x = torch.ones(1, requires_grad=True)
with torch.no_grad():
    y1 = x.pow(2)
    y2 = x.pow(3)
    y3 = y1 + y2
y3.requires_grad_()
y3.backward()
print(x.grad)
