import torch

from abc import ABC, abstractmethod
from enum import Enum, auto
class Way(Enum):
    NO_GRAD = auto()
    DETACH = auto()
class Solver(ABC):
    @abstractmethod
    def solve(self): ...
class Mine(Solver):
    def solve(self):
        return [way.name for way in Way]
print(Mine().solve())
