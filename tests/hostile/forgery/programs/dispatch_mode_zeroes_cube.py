# tries: a dispatch mode changes the arithmetic of backward
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2

from torch.utils._python_dispatch import TorchDispatchMode
class M(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        if 'div' in str(func):
            out = out * 0
        return out
with M():
    torch.relu(y3).backward()
print(x.grad)
