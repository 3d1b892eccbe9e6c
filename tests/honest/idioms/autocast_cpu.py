import torch

with torch.autocast(device_type="cpu", dtype=torch.bfloat16):
    mixed = torch.randn(2, 2) @ torch.randn(2, 2)
print(mixed.dtype)
