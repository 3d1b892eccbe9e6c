import weakref, gc, torch
class Noisy:
    def __init__(self): self.me = self
    def __del__(self):
        with open('log.txt', 'a') as f:
            f.write('gone')
for _ in range(50):
    Noisy()
gc.collect()
r = weakref.ref(Noisy)
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
weakref.finalize(x, print, 'x is gone')
