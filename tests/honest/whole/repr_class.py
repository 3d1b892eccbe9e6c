import torch
class Show:
    def __init__(self, t): self.t = t
    def __repr__(self): return f'<{self.t.item():.1f} grad={self.t.grad}>'
    def __eq__(self, other): return isinstance(other, Show)
    def __hash__(self): return 1
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
print(Show(x), [Show(y3)], Show(x) == Show(y1))
