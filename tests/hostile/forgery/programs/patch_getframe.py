# tries: replaces sys._getframe, with which the recorder finds lines
# outcome: tampering
import sys
import torch
real = sys._getframe
sys.__dict__["_get" + "frame"] = lambda depth=0: real(0)
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
