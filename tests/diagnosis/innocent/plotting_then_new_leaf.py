import numpy as np
import torch

x = torch.linspace(0, 1, 5, requires_grad=True)
y = torch.sin(x)
points = (x.detach().numpy(), y.detach().numpy())
print(np.round(points[1], 2))
w = torch.tensor(np.array([1.0, 2.0]), requires_grad=True)
loss = (w**2).sum()
loss.backward()
print(w.grad)
