import torch
from contextlib import contextmanager, ExitStack, nullcontext, suppress

@contextmanager
def untracked():
    with torch.no_grad():
        yield

x = torch.tensor(1.0, requires_grad=True)
with ExitStack() as stack:
    y1 = x ** 2
    stack.enter_context(untracked())
    y2 = x ** 3
with nullcontext():
    y3 = y1 + y2
with suppress(RuntimeError):
    y3.backward()
print(x.grad)
