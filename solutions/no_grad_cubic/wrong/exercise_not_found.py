# expect: exercise_not_found
# score: 0
# also: explanation_missing
import torch
import numpy as np

a = torch.arange(6).reshape(2, 3)
b = torch.ones(2, 3)
print(a + b)
print((a * b).sum())
n = np.eye(3)
print(torch.from_numpy(n).shape)
