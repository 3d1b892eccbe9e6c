import torch

torch.set_printoptions(precision=3, sci_mode=False)
print(torch.tensor([1.23456, 1e-5]))
torch.set_printoptions(profile="default")
