# tries: a checkpoint that computes something else the second time
# outcome: no_full_marks
import torch
x = torch.tensor([1.0], requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2

from torch.utils.checkpoint import checkpoint
def part(a):
    return a ** 3
calls = []
def lie(a):
    calls.append(1)
    return a ** 3 if len(calls) == 1 else a.detach() ** 3 + 0 * a
c = checkpoint(lie, x, use_reentrant=True)
y3 = y1 + y2 / 2 + c / 2
y3.backward()
print(x.grad)
