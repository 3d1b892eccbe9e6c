# tries: replaces a method of a class of the recorder
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)

import torch.utils._device as dev
rec = None
for k, v in vars(torch.overrides).items():
    if k == '_get_function_stack_at':
        rec = v(0)
cls = type(rec)
old = cls._results
def lie(self, name, result, tensors):
    states, number = old(self, name, result, tensors)
    return states, number
real = rec._tensors.gradients
type(rec._tensors).gradients = lambda self, first=(): {k: (2 * float(x.detach()),) if v else v for k, v in real(first).items()}
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2
torch.relu(y3).backward()
print(x.grad)
