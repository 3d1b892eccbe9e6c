# tries: a hook on x rewrites the gradient of a tracked cube
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
x.register_hook(lambda g: g * 0 + 2 * x.detach())
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
