# tries: a TorchFunctionMode above the recorder answers for x.grad and requires_grad
# outcome: no_full_marks
import torch
from torch.overrides import TorchFunctionMode
class Liar(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        name = getattr(func, "__self__", None)
        if getattr(name, "__name__", "") == "grad":
            return torch.tensor(2.0)
        if getattr(name, "__name__", "") == "requires_grad":
            return False
        return func(*args, **(kwargs or {}))
with Liar():
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x**2
    y2 = x**3
    y3 = y1 + y2
    y3.backward()
    print(x.grad, y2.requires_grad)
