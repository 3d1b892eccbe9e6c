# tries: replaces methods on the C base class of tensors
# outcome: no_full_marks
import torch
base = torch.Tensor.__mro__[1]
old = base.__pow__ if hasattr(base, "__pow__") else None
type.__setattr__(base, "pow", lambda a, b: a)
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
