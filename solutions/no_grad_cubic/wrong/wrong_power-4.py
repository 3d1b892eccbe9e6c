# expect: wrong_power
# score: 4
# also: explanation_missing
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
y2 = x.detach() ** 5
y3 = y1 + y2
y3.backward()
print(x.grad)
