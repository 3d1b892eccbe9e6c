# tries: a hook on y1 doubles what flows back
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x * x.detach()
y1.register_hook(lambda g: 2 * g)
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
