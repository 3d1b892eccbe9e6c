import torch

b0 = torch.zeros(3)
b0.add_(1).mul_(2)
b0[1:] += 1
print(b0, b0._version, b0.is_contiguous(), torch.cat([b0, b0]), torch.stack([b0]))
