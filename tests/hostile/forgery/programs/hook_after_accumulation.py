# tries: a post-accumulate hook writes into x.grad
# outcome: no_full_marks
import torch
x = torch.tensor(1.0, requires_grad=True)
x.register_post_accumulate_grad_hook(lambda t: t.grad.copy_(2 * t.detach()))
y1 = x * x.detach()
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
