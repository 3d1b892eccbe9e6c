"""Tells whether a program left torch, numpy and Python as it found them.

A program that is plain by its source cannot change them, as far as we know. Here it is looked at:
where anything else is there than before, the program does not run again in the same process.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

import torch
import torch.autograd.forward_ad
import torch.nn.functional

from autograder.probe.versions import Versions

_MODULES = (
    *("builtins", "math", "random", "time", "copy", "itertools", "typing", "numpy"),
    *("numpy.random", "numpy.linalg", "numpy.testing", "torch", "torch.nn", "torch.nn.functional"),
    *("torch.nn.init", "torch.nn.modules", "torch.nn.modules.module", "torch.nn.utils"),
    *("torch.optim", "torch.optim.optimizer", "torch.func", "torch.functional", "torch.random"),
    *("torch.autograd", "torch.autograd.functional", "torch.autograd.function", "torch.testing"),
    *("torch.autograd.forward_ad", "torch.autograd.grad_mode", "torch.linalg", "torch.utils"),
)
"""What programs have names of: these modules, and the classes in them."""

_NOTES = frozenset({"__warningregistry__", "__annotations__", "_abc_impl", "next_id"})
"""Names under which Python itself takes notes, and where torch numbers its hooks."""

_State = tuple[object, ...]
_Missing = object()
_forward_ad: Any = torch.autograd.forward_ad
_asked: tuple[Callable[[], object], ...] = (
    torch.is_inference_mode_enabled,
    torch.get_default_dtype,
    torch.is_anomaly_enabled,
    torch.are_deterministic_algorithms_enabled,
    torch.get_num_threads,
    torch._C._len_torch_function_stack,
    torch._C._functorch.peek_interpreter_stack,
    lambda: _forward_ad._current_level,
    sys.getrecursionlimit,
)


class Remains:
    """Names of torch's, numpy's and Python's, and what is set in them, as they are now."""

    def __init__(self) -> None:
        self._spaces = tuple(_spaces())
        self._kept = [dict(space) for space in self._spaces]
        self._versions = Versions(self._spaces)
        self._state = _state()

    def accept(self) -> None:
        """Take what is there now as right."""
        self._state = _state()
        for place in self._versions.written():
            self._kept[place] = dict(self._spaces[place])

    def none(self) -> bool:
        """Whether everything is still as it was."""
        if _state() != self._state:
            return False
        return all(
            _same(self._spaces[place], self._kept[place]) for place in self._versions.written()
        )


def _state() -> _State:
    return tuple(ask() for ask in _asked)


def _spaces() -> Iterator[Mapping[str, Any]]:
    met: set[int] = set()
    for name in _MODULES:
        module = sys.modules.get(name)
        if module is None:
            continue
        yield vars(module)
        for item in list(vars(module).values()):
            if isinstance(item, type) and id(item) not in met:
                met.add(id(item))
                yield vars(item)


def _same(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether names stand for what they stood for, but for what the libraries do by themselves."""
    if not before.keys() <= now.keys():
        return False
    return all(
        value is (old := before.get(name, _Missing))
        or name in _NOTES
        # A part of a library that was imported late.
        or (old is _Missing and isinstance(value, ModuleType) and value in sys.modules.values())
        # An optimizer's class wraps its `step` when the first is made.
        or (old is not _Missing and getattr(value, "__wrapped__", _Missing) is old)
        for name, value in list(now.items())
    )


_prepared: list[Remains] = []


def prepare() -> None:
    """Take note of how everything is; to be called before the fork."""
    _prepared[:] = [Remains()]


def accept() -> None:
    """A program is about to run: what is there now is not its doing."""
    if not _prepared:
        prepare()
    _prepared[0].accept()


def none() -> bool:
    """Whether everything is as it was when the program began, or when this was last asked."""
    return bool(_prepared) and _prepared[0].none()
