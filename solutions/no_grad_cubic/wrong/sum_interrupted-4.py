# expect: sum_interrupted
# score: 3.5
# also: explanation_missing
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x.detach() ** 3
y3 = (y1 + y2).detach()
y3.backward()
print(x.grad)
