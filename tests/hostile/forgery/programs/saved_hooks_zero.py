# tries: what autograd saved for the cube is unpacked as zeros
# outcome: no_full_marks
import torch
x = torch.tensor([1.0], requires_grad=True)

y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
with torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t * 0):
    c = x ** 3
y3 = y1 + y2 / 2 + c / 2
y3.sum(dim=0).backward()
print(x.grad)
