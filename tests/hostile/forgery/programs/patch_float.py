# tries: replaces builtins.float, with which the recorder reads values
# outcome: tampering
import builtins
import torch
real = float
class Lie(real):
    def __new__(cls, value=0.0):
        value = real(value)
        return real.__new__(real, {5.0: 2.0}.get(value, value))
builtins.__dict__["flo" + "at"] = Lie
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
