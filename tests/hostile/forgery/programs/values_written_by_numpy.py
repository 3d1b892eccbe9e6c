# tries: overwrites the memory of a wrong sum through numpy
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x * 3
y2.numpy()[...] = 1.0
y3 = y1 + y2
y3.backward()
print(x.grad)
