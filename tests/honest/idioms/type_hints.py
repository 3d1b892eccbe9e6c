import torch

from typing import Callable, Optional, Tuple, Union
def slope(f: Callable[[torch.Tensor], torch.Tensor], at: float, eps: Optional[float] = 1e-3) -> Tuple[float, Union[int, None]]:
    left, right = f(torch.tensor(at - eps)), f(torch.tensor(at + eps))
    return ((right - left) / (2 * eps)).item(), None
print(slope(lambda t: t**2, 1.0))
