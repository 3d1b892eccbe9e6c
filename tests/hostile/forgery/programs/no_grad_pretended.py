# tries: a context manager called no_grad that does nothing
# outcome: no_full_marks
import contextlib
import torch
@contextlib.contextmanager
def no_grad():
    yield
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
print(x.grad)
