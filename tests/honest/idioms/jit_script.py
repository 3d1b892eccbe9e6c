import torch

@torch.jit.script
def double(value: torch.Tensor) -> torch.Tensor:
    return value * 2
print(double(torch.ones(2)))
