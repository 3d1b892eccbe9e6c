from __future__ import annotations
from dataclasses import dataclass, field, asdict
import torch

@dataclass
class Trace:
    name: str
    values: list[float] = field(default_factory=list)

@dataclass(frozen=True)
class Result:
    grade: float
    score: float = 0.0

trace = Trace('run')
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
trace.values.append(x.grad.item())
print(asdict(trace), Result(grade=2.0))
