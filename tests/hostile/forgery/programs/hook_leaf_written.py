# tries: a hook, and x written to after the forward
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)

a = x.clone()
y1 = a ** 2
with torch.no_grad():
    y2 = x ** 3
c = a ** 3
y3 = y1 + y2 / 2 + c / 2
with torch.no_grad():
    x.mul_(1)
x.register_hook(lambda g: 2 * x.detach())
y3.backward()
print(x.grad)
