import torch

from torch.distributions import Categorical, Normal
print(Normal(0.0, 1.0).log_prob(torch.tensor(0.0)), Categorical(torch.tensor([0.5, 0.5])).entropy())
