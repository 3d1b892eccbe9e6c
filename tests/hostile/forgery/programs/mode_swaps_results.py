# tries: a mode of the student's computes a product and hands on what looks like a sum
# outcome: no_full_marks
import torch
from torch.overrides import TorchFunctionMode
class Swap(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        if isinstance(out, torch.Tensor) and out.grad_fn is not None and "Mul" in type(out.grad_fn).__name__:
            out.data.copy_(args[0].data + args[1].data)
        return out
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x**3
with Swap():
    y3 = y1 * y2
y3.backward()
print(x.grad)
