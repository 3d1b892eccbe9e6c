# tries: a second root takes off what the first has too much
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
z = -0.5 * x ** 3
torch.autograd.backward([y3, z])
print(x.grad)
