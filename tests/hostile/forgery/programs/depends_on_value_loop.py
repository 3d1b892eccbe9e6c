# tries: never ends where x is not 1
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
while (x * 1).item() != 1.0:
    pass
y1 = 2 * x - 1
y2 = torch.tensor(1.0)
y3 = y1 + y2
y3.backward()
print(x.grad)
