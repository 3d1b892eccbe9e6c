import torch

import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    nonleaf = torch.ones(1, requires_grad=True) * 2
    nonleaf.grad
print(len(caught))
