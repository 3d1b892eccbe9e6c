import torch
from torch import nn

class Cubic(nn.Module):
    def __init__(self):
        super().__init__()
        self.x = nn.Parameter(torch.tensor(1.0))

    def forward(self):
        y1 = self.x ** 2
        with torch.no_grad():
            y2 = self.x ** 3
        return y1 + y2

model = Cubic()
model.register_full_backward_hook(lambda m, gi, go: print('backward', go))
model.register_forward_hook(lambda m, i, o: print('forward', o))
y3 = model()
y3.backward()
print(model.x.grad)
