import numpy as np
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
c = x.detach().clone()
c[0] = 100
d = x.detach().numpy().copy()
d += 1
y = (x**2).sum()
y.backward()
print(x.grad, c, np.round(d))
