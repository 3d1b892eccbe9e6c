# tries: a product whose contents are exchanged for the sum's through .data
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x**3
y3 = y1 * y2
y3.data = y1.data + y2.data
y3.backward()
print(x.grad)
