# tries: writes into x.grad through numpy, inside a hook of another backward
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x * x.detach()
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
x.grad.numpy()[...] = 2 * x.item()
(x * 0).backward()
print(x.grad)
