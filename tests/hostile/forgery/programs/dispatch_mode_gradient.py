# tries: a TorchDispatchMode doubles the gradient of a wrong y1 during backward
# outcome: no_full_marks
import torch
from torch.utils._python_dispatch import TorchDispatchMode
class Double(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        if func is torch.ops.aten.mul.Tensor:
            return torch.ops.aten.add.Tensor(out, out)
        return out
x = torch.tensor(1.0, requires_grad=True)
y1 = x * x.detach()
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
with Double():
    y3.backward()
print(x.grad)
