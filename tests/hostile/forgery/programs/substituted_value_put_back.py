# tries: sets x back to 1 as soon as it changes
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
x * 1
x.data.fill_(1.0)
y1 = 2 * x - 1
y2 = torch.tensor(1.0)
y3 = y1 + y2
y3.backward()
print(x.grad)
