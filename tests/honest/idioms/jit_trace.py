import torch

traced = torch.jit.trace(torch.nn.Linear(2, 1), torch.ones(1, 2))
print(traced(torch.zeros(1, 2)).shape, traced.code[:10])
