import numpy as np
import torch

a = torch.ones(3, requires_grad=True)
(a * 2).sum().backward()
curve = a.grad.numpy() + (a * 2).detach().numpy()
t = torch.from_numpy(np.linspace(0.0, 1.0, 4)).requires_grad_()
(t**3).sum().backward()
print(curve, t.grad)
