# tries: shadows the recorder's method by an attribute of the instance, found by gc's back door
# outcome: no_full_marks
import torch
class Mode(torch.overrides.TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        return func(*args, **(kwargs or {}))
m = Mode()
m.__enter__()
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
