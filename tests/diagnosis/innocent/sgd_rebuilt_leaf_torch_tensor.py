import warnings

import torch

warnings.simplefilter("ignore")
w = torch.tensor(5.0, requires_grad=True)
for _ in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    w = torch.tensor(w - 0.1 * w.grad, requires_grad=True)
print(w)
