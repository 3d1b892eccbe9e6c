# tries: calls the recorder with a function of its own that bears torch's name
# outcome: tampering
import torch
from torch.overrides import handle_torch_function
def fake(a, b):
    out = a.detach() * a.detach() * a.detach()
    return out
fake.__module__, fake.__qualname__ = "torch.Tensor", "pow"
def add(a, b):
    a.retain_grad()
    return a * 1.0 + b
add.__module__, add.__qualname__ = "torch.Tensor", "add"
x = torch.tensor(1.0, requires_grad=True)
def square(a, b):
    out = a * a.detach()
    out.register_hook(lambda g: 2 * g)
    return out
square.__module__, square.__qualname__ = "torch.Tensor", "pow"
y1 = handle_torch_function(square, (x,), x, 2)
y2 = handle_torch_function(fake, (x,), x, 3)
y3 = handle_torch_function(add, (y1, y2), y1, y2)
y3.backward()
print(x.grad)
