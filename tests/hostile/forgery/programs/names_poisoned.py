# tries: an object that equals torch.Tensor.add, to be called by its name
# outcome: tampering
import torch
x = torch.tensor(1.0, requires_grad=True)

import torch.overrides
class Evil:
    __module__ = 'torch.Tensor'
    __name__ = __qualname__ = 'curious'
    def __hash__(self): return hash(torch.Tensor.add)
    def __eq__(self, o): return True
    def __call__(self, *a, **k): return None
torch.overrides.handle_torch_function(Evil(), (x,), x)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
c = x ** 3
y3 = torch.Tensor.add(y1 + y2 / 2, c / 2)
x.register_hook(lambda g: 2 * x.detach())
y3.backward()
print(x.grad)
