"""torch calls as data: their names, their arguments, and which of them differentiate or write."""

from __future__ import annotations

import math
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import torch
from torch.overrides import resolve_name

from autograder.evidence.schema import Argument, Ref, Text
from autograder.probe.older import shown_backward

shown_backward()

BACKWARD = types.MappingProxyType(
    {
        torch.Tensor.backward: "backward",
        torch.autograd.backward: "backward",
        torch.autograd.grad: "grad",
    }
)
PARAMETERS = {
    torch.Tensor.backward: ("tensors", "grad_tensors", "retain_graph", "create_graph", "inputs"),
    torch.autograd.backward: (
        "tensors",
        "grad_tensors",
        "retain_graph",
        "create_graph",
        "grad_variables",
        "inputs",
    ),
    torch.autograd.grad: (
        "tensors",
        "inputs",
        "grad_tensors",
        "retain_graph",
        "create_graph",
    ),
}
RENAMED = {"gradient": "grad_tensors", "grad_outputs": "grad_tensors", "outputs": "tensors"}

QUIET = frozenset(
    {
        *(
            f"torch.Tensor.{name}.__get__"
            for name in ("shape", "ndim", "dtype", "device", "layout", "is_cuda", "_version")
        ),
        *(
            f"torch.Tensor.{name}"
            for name in (
                *("size", "dim", "numel", "nelement", "ndimension", "element_size", "stride"),
                *("storage_offset", "data_ptr", "untyped_storage", "get_device", "__len__"),
                *("__hash__", "is_floating_point", "is_complex", "is_contiguous"),
            )
        ),
    }
)
"""Calls that tell neither values nor gradients; recording them would only make noise."""


_INT64 = 1 << 63


_KINDS = (
    types.BuiltinFunctionType,
    types.FunctionType,
    types.MethodDescriptorType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
    torch._ops.OpOverload,
    torch._ops.OpOverloadPacket,
)
"""What torch hands to modes. No program can change how these are compared."""


def name_of(func: Callable[..., Any], _names: dict[Any, str] = {}) -> str:  # noqa: B006
    """torch's own qualified name of a function: "torch.Tensor.grad.__get__".

    A program may hand over something of its own; that is named "program.", and "program.torch."
    where it claims to be torch's or decides itself what it equals.
    """
    kind = type(func)
    if kind not in _KINDS:
        pretends = "__eq__" in {name for base in kind.__mro__[:-1] for name in vars(base)}
        return f"program.{'torch.' if pretends else ''}{kind.__name__}"
    known = _names.get(func)
    if known is not None:
        return known
    name: str | None = resolve_name(func)
    if name is None:
        own = isinstance(func, types.FunctionType) and not _is_of_its_module(func)
        pretends = str(func.__module__).startswith("torch")
        before = ("program.torch." if pretends else "program.") if own else f"{func.__module__}."
        name = f"{before}{getattr(func, '__qualname__', func)}"
    _names[func] = name
    return name


def _is_of_its_module(func: types.FunctionType) -> bool:
    module = sys.modules.get(str(func.__module__))
    return module is not None and func.__globals__ is vars(module)


_TELLING = ("program.", "hook", "subclass", "grad_fn", "_setstate")


def says_little(name: str, args: tuple[Any, ...], _known: dict[str, bool] = {}) -> bool:  # noqa: B006
    """Whether a call says little once many like it were recorded at the same place.

    What can change a gradient where no tensor shows it is always recorded.
    """
    if name.endswith(".grad.__set__"):
        return args[-1] is None
    known = _known.get(name)
    if known is None:
        known = _known[name] = not any(part in name for part in _TELLING)
    return known


def writes(name: str) -> bool:
    """Whether a call of this name changes its first argument."""
    last = name.rsplit(".", 1)[-1]
    return (last.endswith("_") and not last.endswith("__")) or last in ("__set__", "__setitem__")


def tensors_in(value: Any, depth: int = 0) -> Iterator[torch.Tensor]:
    """Every tensor in nested tuples, lists and dicts, in order."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (tuple, list)) and depth < 4:
        for item in value:
            yield from tensors_in(item, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        for item in value.values():
            yield from tensors_in(item, depth + 1)


def arguments_of(
    values: Iterable[Any], refer: Callable[[torch.Tensor], Ref], depth: int = 0
) -> Iterator[Argument]:
    """Arguments as the wire takes them, tuples and lists flattened; `refer` numbers a tensor."""
    for value in values:
        if isinstance(value, torch.Tensor):
            yield refer(value)
        elif value is None or isinstance(value, bool):
            yield value
        elif isinstance(value, (int, float, np.number)):
            yield number_of(value)
        elif isinstance(value, (list, tuple)) and depth < 3:
            yield from arguments_of(value[:64], refer, depth + 1)
        elif isinstance(value, (str, torch.dtype)):
            yield Text(str(value)[:80])
        else:
            yield Text(type(value).__name__[:80])


def number_of(value: Any) -> float:
    """A number as the wire takes it: integers beyond 64 bits become floats."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, complex):
        return math.nan
    if isinstance(value, int):
        try:
            return int(value) if -_INT64 <= value < _INT64 else float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    return float(value)


def returned_number(result: Any) -> float | None:
    """The number that a call returned, an array of one element included; None for anything else."""
    if isinstance(result, bool):
        return float(result)
    if isinstance(result, (int, float, np.number)):
        return number_of(result)
    if isinstance(result, np.ndarray) and result.size == 1 and result.dtype.kind in "fiu":
        return float(result.reshape(-1)[0])
    return None
