# tries: the memory that autograd saved for the cube is zeroed behind its back
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)

a = x * 1
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = a ** 3
a.detach().numpy()[...] = 0
y3 = y1 + y2 / 2 + c / 2
torch.relu(y3).backward()
print(x.grad)
