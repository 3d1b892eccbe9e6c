import torch
def walk(fn, depth=0):
    if fn is None:
        return
    print(' ' * depth, type(fn).__name__, fn.name())
    for nxt, _ in fn.next_functions:
        walk(nxt, depth + 1)
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
walk(y3.grad_fn)
print(dir(y3.grad_fn)[:3])
y3.backward()
print(x.grad)
