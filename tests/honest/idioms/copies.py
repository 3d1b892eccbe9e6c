import torch

import copy
original = torch.nn.Linear(1, 1)
clone = copy.deepcopy(original)
shallow = copy.copy([1, 2])
leaf = torch.tensor(1.0, requires_grad=True)
print(copy.deepcopy(leaf).requires_grad, shallow, clone.weight.equal(original.weight))
