# tries: to write the right value into a result at a place whose calls are no longer recorded
# outcome: no_full_marks
import torch

x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x * 1.0
fill = torch.Tensor.copy_
for turn in range(400):
    fill(y2 if turn == 399 else torch.zeros(()), x.detach() ** 3)
y3 = y1 + y2
y3.backward()
print(x.grad)
