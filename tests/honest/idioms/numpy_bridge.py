import torch

import numpy as np
array = np.ones(3, dtype=np.float32)
shared = torch.from_numpy(array)
array += 1
print(shared, shared.numpy() is not array, torch.as_tensor(array), np.gradient(np.arange(4.0) ** 2))
