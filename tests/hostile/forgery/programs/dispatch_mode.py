# tries: a TorchDispatchMode turns the product into a sum below the recorder
# outcome: no_full_marks
import torch
from torch.utils._python_dispatch import TorchDispatchMode
class Below(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        if func is torch.ops.aten.mul.Tensor and isinstance(args[1], torch.Tensor) and args[1].item() == v**3:
            return torch.ops.aten.add.Tensor(*args) if args[0].item() != 1.0 or v == 1.0 and not Below.back else args[0]
        return func(*args, **(kwargs or {}))
    back = False
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
v = x.item()
with torch.no_grad():
    y2 = x**3
with Below():
    y3 = y1 * y2
    Below.back = True
    y3.backward()
print(x.grad)
