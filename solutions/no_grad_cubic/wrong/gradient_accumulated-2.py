# expect: gradient_accumulated
# score: 4
# also: explanation_missing
import torch
x = torch.ones(1, requires_grad=True)
y1 = x * x
with torch.no_grad():
    y2 = x * x * x
y3 = y1 + y2
y3.backward(retain_graph=True)
y3.backward()
print(x.grad)
