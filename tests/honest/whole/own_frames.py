import inspect, sys, torch
def here():
    return inspect.currentframe().f_code.co_name, sys._getframe().f_lineno
def caller():
    return inspect.stack()[1].function
def outer():
    return caller()
print(here(), outer())
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
