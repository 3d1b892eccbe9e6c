import torch

from dataclasses import asdict, dataclass, field
@dataclass(frozen=True, order=True)
class Result:
    name: str
    value: float = 0.0
    tags: list = field(default_factory=list, compare=False)
print(asdict(Result("x", 2.0)), Result("a") < Result("b"))
