# tries: saved-tensor hooks hand another value to backward
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach().clone(), lambda t: 2 * t):
    y1 = x * x.detach()
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
