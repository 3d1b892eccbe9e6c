# tries: a callable that equals torch.add, so that the recorder takes its name for add
# outcome: tampering
import torch
from torch.overrides import handle_torch_function
class Same:
    def __init__(self, like, do):
        self.like, self.do = like, do
    def __hash__(self):
        return hash(self.like)
    def __eq__(self, other):
        return True
    def __call__(self, a, b):
        return self.do(a, b)
x = torch.tensor(1.0, requires_grad=True)
torch.add(x, x)
torch.pow(x, 2)
def wrong(a, b):
    out = a * a.detach()
    out.register_hook(lambda g: 2 * g)
    return out
y1 = handle_torch_function(Same(torch.pow, wrong), (x,), x, 2)
y2 = handle_torch_function(Same(torch.pow, lambda a, b: a.detach() ** b), (x,), x, 3)
y3 = handle_torch_function(Same(torch.add, lambda a, b: a + b), (y1, y2), y1, y2)
y3.backward()
print(x.grad)
