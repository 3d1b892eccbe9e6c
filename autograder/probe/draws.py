"""`draw`, the generator of hidden inputs: the same for a seed, whatever the program did before.

The torch functions used here are captured when the module is imported, before student code runs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, TypeVar

import torch

T = TypeVar("T")

_rand, _randn, _randint = torch.rand, torch.randn, torch.randint
_to, _mul, _add = torch.Tensor.to, torch.Tensor.mul, torch.Tensor.add
_Generator, _seeded = torch.Generator, torch.Generator.manual_seed
_float32, _float64, _int64, _dtype = torch.float32, torch.float64, torch.int64, torch.dtype
_cpu = torch.device("cpu")

SEEDS = 2**31
"""What `Draw.seed` is below."""


class Draw:
    """Draws hidden inputs. Tensors are on the processor and do not require grad.

    Shapes are given as numbers or as one tuple; none makes a tensor without dimensions. A `dtype`
    is torch's, or its name.
    """

    def __init__(self, seed: int) -> None:
        self._numbers = random.Random(seed)  # noqa: S311 - the seed is what is secret
        self._tensors = _Generator()
        _seeded(self._tensors, seed)

    def uniform(
        self, *shape: Any, low: float = 0.0, high: float = 1.0, dtype: Any = _float32
    ) -> torch.Tensor:
        """Numbers between `low` and `high`."""
        found = self._made(_rand, shape)
        return _to(_add(_mul(found, float(high) - float(low)), float(low)), _named(dtype))

    def normal(
        self, *shape: Any, mean: float = 0.0, std: float = 1.0, dtype: Any = _float32
    ) -> torch.Tensor:
        """Numbers of a normal distribution."""
        found = self._made(_randn, shape)
        return _to(_add(_mul(found, float(std)), float(mean)), _named(dtype))

    def integers(self, *shape: Any, low: int, high: int, dtype: Any = _int64) -> torch.Tensor:
        """Whole numbers from `low` to `high`, both included."""
        size = _size(shape)
        found = _randint(
            int(low), int(high) + 1, size, generator=self._tensors, dtype=_int64, device=_cpu
        )
        return _to(found, _named(dtype))

    def integer(self, low: int, high: int) -> int:
        """One whole number from `low` to `high`, both included, as Python has it."""
        return self._numbers.randint(int(low), int(high))

    def choice(self, options: Sequence[T]) -> T:
        """One of `options`."""
        return self._numbers.choice(options)

    def seed(self) -> int:
        """A number to seed another generator with, as in `torch.manual_seed(draw.seed())`."""
        return self._numbers.randrange(SEEDS)

    def _made(self, make: Any, shape: tuple[Any, ...]) -> torch.Tensor:
        found: torch.Tensor = make(
            _size(shape), generator=self._tensors, dtype=_float64, device=_cpu
        )
        return found


def _size(shape: tuple[Any, ...]) -> tuple[int, ...]:
    if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
        shape = tuple(shape[0])
    return tuple(int(length) for length in shape)


def _named(dtype: Any) -> torch.dtype:
    found = getattr(torch, dtype.removeprefix("torch."), None) if isinstance(dtype, str) else dtype
    if not isinstance(found, _dtype):
        raise TypeError(f"{dtype!r} is no dtype of torch, as float32 is")
    return found
