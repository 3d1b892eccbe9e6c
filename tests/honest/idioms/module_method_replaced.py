import torch

import types
toy = torch.nn.Linear(1, 1)
toy.describe = types.MethodType(lambda self: "toy", toy)
toy.forward = lambda v: v * 2
print(toy(torch.ones(1)), toy.describe())
