"""Puts back what tests compare with, where a program has replaced it.

A program that ends by replacing `builtins.all` or `torch.allclose` would otherwise be asked whether
it is right by its own answer. Only what can be called is put back: other names are state, which may
change.
"""

from __future__ import annotations

import builtins
import gc
import signal
import sys
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

import torch

_PACKAGES = frozenset(
    {
        *("math", "cmath", "operator", "functools", "itertools", "re", "json", "random", "types"),
        *("inspect", "traceback", "io", "ast", "contextlib", "unittest", "doctest", "textwrap"),
        *("numpy", "torch", "msgspec", "hashlib", "hmac", "collections", "statistics"),
    }
)
_Missing = object()


class Pristine:
    """Modules, their callables and Python's own hooks as they were before the program."""

    def __init__(self) -> None:
        self._builtins = dict(vars(builtins))
        self._put_back = vars(builtins).update
        self._owners: list[tuple[dict[str, Any], Callable[[str, Any], None], dict[str, Any]]] = []
        self._modules: dict[str, ModuleType] = {}
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] not in _PACKAGES or type(module) is not ModuleType:
                continue
            self._modules[name] = module
            kept = {key: value for key, value in vars(module).items() if _callable(value)}
            self._owners.append((vars(module), vars(module).__setitem__, kept))
        tensor: Any = torch.Tensor
        kept = {key: value for key, value in vars(tensor).items() if _callable(value)}
        self._owners.append((vars(tensor), _setter(tensor), kept))

    def restore(self) -> None:
        """Undo what was replaced and take off every hook that runs code of the program's.

        Audit hooks stay, since Python has no way to remove one; adding one is reported.
        """
        self._put_back(self._builtins)
        sys.settrace(None)
        sys.setprofile(None)
        threading.settrace(None)
        threading.setprofile(None)
        monitoring: Any = getattr(sys, "monitoring", None)
        if monitoring is not None:
            for tool in range(6):
                if monitoring.get_tool(tool) is not None:
                    monitoring.set_events(tool, 0)
                    monitoring.free_tool_id(tool)
        gc.callbacks.clear()
        for number in signal.valid_signals():
            if callable(signal.getsignal(number)) and number != signal.SIGINT:
                signal.signal(number, signal.SIG_DFL)
        sys.modules.update(self._modules)
        for now, put, kept in self._owners:
            get = now.get
            for name, value in kept.items():
                if get(name, _Missing) is not value:
                    put(name, value)
        sys.displayhook = sys.__displayhook__
        sys.excepthook = sys.__excepthook__

    def namespace(self) -> dict[str, Any]:
        """The builtins for code of tests: a copy that the program does not know."""
        return dict(self._builtins)


def _callable(value: object) -> bool:
    return callable(value) or isinstance(value, (property, classmethod, staticmethod))


def _setter(owner: Any) -> Callable[[str, Any], None]:
    def put(name: str, value: Any) -> None:
        setattr(owner, name, value)

    return put


_prepared: list[Pristine] = []


def prepare() -> None:
    """Remember everything; to be called before the fork."""
    _prepared[:] = [Pristine()]


def kept() -> Pristine:
    """What was remembered."""
    if not _prepared:
        prepare()
    return _prepared[0]
