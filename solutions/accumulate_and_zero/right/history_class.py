"""Gradients accumulate: every backward() adds its gradient to x.grad instead of replacing it.

That is why the values are 6, 12 and 18. Before a new gradient is wanted the old one must be reset,
or the sum of both comes out. After zero_() the attribute still holds a tensor, of value 0; after
optimizer.zero_grad() it is None, since set_to_none is the default.
"""
import torch


class Meter:
    def __init__(self):
        self.x = torch.nn.Parameter(torch.tensor(3.0))
        self.optimizer = torch.optim.SGD([self.x], lr=1e-2)
        self.values = []

    def backward(self, loss):
        loss.backward()
        self.values.append(self.x.grad.item())


meter = Meter()
for _ in range(3):
    meter.backward(meter.x ** 2)
meter.x.grad.zero_()
meter.backward(meter.x ** 3)
meter.x.grad = None
meter.backward(meter.x ** 4)
meter.optimizer.zero_grad()
meter.backward(meter.x ** 5)
print(meter.values)
assert meter.values == [6, 12, 18, 27, 108, 405]
