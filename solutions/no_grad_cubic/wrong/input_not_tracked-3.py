# expect: input_not_tracked
# score: 1
# also: explanation_missing
import torch
x = torch.tensor(1.0, requires_grad=True)
x = x.detach()
y1 = torch.pow(x, 2)
with torch.no_grad():
    y2 = torch.pow(x, 3)
y3 = y1 + y2
y3.backward()
print(x.grad)
