"""Notices when what the recorder measures with is replaced while the program runs.

The recorder holds torch's functions from before; but a program that replaces `torch.Tensor.__pow__`
or `builtins.float` computes or shows something else than it says. Looking at each recorded call
costs about a microsecond, since only what was written to (`versions`) is compared, and also finds
what is put back before the statement ends.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Mapping
from operator import is_, itemgetter
from typing import Any

import torch
import torch.autograd

from autograder.probe.versions import Versions

_BUILTINS = (
    *("isinstance", "type", "float", "int", "bool", "tuple", "list", "dict", "len", "id"),
    *("getattr", "zip", "any", "all", "str", "exec", "compile", "__import__", "super"),
)
_TORCH = (
    *("pow", "add", "mul", "sub", "square", "sum", "tensor", "as_tensor", "ones", "full"),
    *("Tensor", "autograd", "no_grad", "enable_grad", "inference_mode", "set_grad_enabled"),
    *("is_grad_enabled", "overrides"),
)
_OF_TENSORS = frozenset(
    name
    for name in dir(torch.Tensor)
    if not (name.startswith("__") and name.endswith("__"))
    or name.strip("_")
    in (
        *("add", "radd", "iadd", "mul", "rmul", "imul", "sub", "isub", "rsub", "pow", "ipow"),
        *("rpow", "neg", "truediv", "itruediv", "eq", "float", "getitem", "setitem", "bool"),
        *("getattribute", "torch_function"),
    )
)
_Missing = object()


class _Kept:
    """Some names of one namespace, as they were."""

    def __init__(self, title: str, names: Mapping[str, Any], wanted: tuple[str, ...]) -> None:
        self.title, self.names, self.wanted = title, names, wanted
        self.get = itemgetter(*wanted)
        self.values: tuple[Any, ...] = self.get(names)

    def changed(self) -> Iterator[str]:
        """The names that stand for something else now, each once; a plain constant is a slip."""
        now = tuple(self.names.get(name, _Missing) for name in self.wanted)
        for name, value, before in zip(self.wanted, now, self.values, strict=True):
            if value is not before and not isinstance(value, (bool, int, float, str, type(None))):
                yield f"{self.title}.{name}"
        self.values = now


_tensor = torch.Tensor.__dict__
_present = tuple(name for name in sorted(_OF_TENSORS) if name in _tensor)
_every, _map, _len, _wrong = all, map, len, (KeyError, TypeError)
_getframe = sys._getframe


class _Static:
    """What is looked at, as it is before the fork."""

    def __init__(self) -> None:
        self.kept = (
            _Kept("torch.Tensor", _tensor, _present),
            _Kept("builtins", vars(builtins), _BUILTINS),
            _Kept("torch", vars(torch), _TORCH),
            _Kept("torch.autograd", vars(torch.autograd), ("grad", "backward")),
            _Kept("torch.no_grad", vars(torch.no_grad), ("__enter__", "__exit__")),
            _Kept("sys", vars(sys), ("_getframe", "audit")),
            _Kept("sys.modules", sys.modules, ("torch", "builtins", "sys")),
        )
        self.versions = Versions(kept.names for kept in self.kept)
        self.known = frozenset(_tensor)


_static: list[_Static] = []


def prepare() -> None:
    """Take note of what is compared; to be called before the fork."""
    _static[:] = [_Static()]


class Guard:
    """Compares names of torch's and Python's with what they were before the program ran.

    Args:
        tell: is given the dotted name of each thing that was replaced.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        if not _static:
            prepare()
        # From here on nothing but the audit hook holds it.
        static = _static.pop()
        self._kept, self._versions, self._known = static.kept, static.versions, static.known

    def look(self) -> None:
        """Report what was replaced since the last look."""
        written = self._versions.written()
        if not written:
            return
        if _len(_tensor) != _len(self._known):
            self._new_names()
        for place in written:
            kept = self._kept[place]
            try:
                if _every(_map(is_, kept.get(kept.names), kept.values)):
                    continue
            except _wrong:
                pass
            for name in kept.changed():
                self._tell(name)

    def _new_names(self) -> None:
        now = frozenset(_tensor)
        for name in sorted((now - self._known) & _OF_TENSORS):
            self._tell(f"torch.Tensor.{name}")
        self._known = now
