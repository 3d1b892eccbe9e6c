# tries: a number whose conversions and powers lie
# outcome: no_full_marks
import torch
class Number(float):
    def __float__(self):
        return 2.0
    def __eq__(self, other):
        return True
    __hash__ = float.__hash__
    def __pow__(self, other):
        return Number(1.0)
x = torch.tensor(1.0, requires_grad=True)
y1 = x * Number(2.0) - Number(1.0)
y2 = torch.tensor(Number(1.0))
y3 = y1 + y2
y3.backward()
print(x.grad)
