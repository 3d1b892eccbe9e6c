# tries: an object that equals torch.Tensor.backward
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = y1 + y2 / 2 + c / 2

import torch.overrides
class Evil:
    __module__ = 'torch'
    __name__ = __qualname__ = 'backward'
    def __hash__(self): return hash(torch.Tensor.backward)
    def __eq__(self, o): return True
    def __call__(self, t, *a, **k):
        x.grad = 2 * x.detach()
torch.overrides.handle_torch_function(Evil(), (y3,), torch.relu(y3))
print(x.grad)
