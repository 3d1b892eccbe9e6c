import torch


class Meter:
    def __init__(self):
        self.values = []
        self.require_grad = False

    def add(self, value):
        self.values.append(value)

    def step(self):
        return len(self.values)


meter = Meter()
w = torch.tensor(2.0, requires_grad=True)
for k in range(3):
    w.grad = None
    loss = (w - k) ** 2
    loss.backward()
    meter.add(loss.item() + 1)
print(meter.step(), meter.require_grad, w.grad)
