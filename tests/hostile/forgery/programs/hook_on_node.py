# tries: a hook on the graph's node doubles the gradient
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x * x.detach()
y1.grad_fn.register_hook(lambda gi, go: (2 * gi[0], gi[1]))
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
