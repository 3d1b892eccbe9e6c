import torch

with torch.autograd.profiler.profile() as prof:
    torch.randn(4, 4).sum()
print(len(prof.key_averages()) > 0)
