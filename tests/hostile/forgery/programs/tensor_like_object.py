# tries: an object with __torch_function__ that is no tensor answers for torch functions
# outcome: no_full_marks
import torch
class Like:
    def __init__(self, v):
        self.v = v
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return torch.tensor(1.0)
    def __pow__(self, n):
        return torch.pow(self, n)
x = torch.tensor(1.0, requires_grad=True)
y1 = x * 2 - 1
y2 = Like(1) ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
