import torch

from torch.func import functional_call
lin = torch.nn.Linear(2, 1)
params = {name: value.detach() for name, value in lin.named_parameters()}
print(functional_call(lin, params, (torch.ones(1, 2),)).shape)
