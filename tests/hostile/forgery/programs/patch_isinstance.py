# tries: replaces builtins.isinstance so that the cube is no tensor to the recorder
# outcome: tampering
import builtins
import torch
real = isinstance
def lie(value, kinds):
    if kinds is torch.Tensor and real(value, torch.Tensor) and value is globals().get("y2"):
        return False
    return real(value, kinds)
setattr(builtins, "isin" + "stance", lie)
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
