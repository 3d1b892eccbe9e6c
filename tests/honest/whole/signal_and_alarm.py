import signal, torch
class Timeout(Exception): pass
def late(*a): raise Timeout
signal.signal(signal.SIGALRM, late)
signal.alarm(5)
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
signal.alarm(0)
