# tries: edits torch's own table of names, so that mul is recorded as add
# outcome: tampering
import torch
index = torch.overrides._get_overridable_functions()[1]
index[torch.mul] = "torch.add"
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x**3
y3 = torch.mul(y1, y2)
y3.backward()
print(x.grad)
