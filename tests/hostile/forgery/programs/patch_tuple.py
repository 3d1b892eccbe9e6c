# tries: replaces builtins.tuple while the gradient is recorded, and puts it back
# outcome: tampering
import builtins
import torch
def work():
    real = tuple
    def lie(*args):
        got = real(*args)
        return (2.0,) if got == (5.0,) else got
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x**2
    y2 = x**3
    y3 = y1 + y2
    builtins.tuple = lie
    y3.backward()
    builtins.tuple = real
    print(x.grad)
work()
