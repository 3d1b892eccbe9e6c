from typing import Callable, NamedTuple, Optional, TypedDict, Protocol, Generic, TypeVar, Literal
import torch
from torch import Tensor
T = TypeVar('T')
class Terms(NamedTuple):
    y1: Tensor
    y2: Tensor
class Term(Protocol):
    def __call__(self, x: Tensor) -> Tensor: ...
class Box(Generic[T]):
    def __init__(self, v: T) -> None: self.v = v
def terms(x: Tensor, mode: Literal['a'] = 'a') -> Terms:
    y1: Tensor = x ** 2
    with torch.no_grad():
        y2: Tensor = x ** 3
    return Terms(y1, y2)
x: Tensor = torch.tensor(1.0, requires_grad=True)
t = terms(x)
y3: Optional[Tensor] = t.y1 + t.y2
y3.backward()
print(Box(x.grad).v)
