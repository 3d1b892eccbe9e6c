"""Functions through which a program could get behind the recorder; each tells when it is used.

Python raises no audit event for writing to a descriptor by number or for taking a mode off torch's
stack. While a job runs, stand-ins take the place of such functions: they raise `EVENT` with what
they were given and a list, into which the audit hook puts the real function. So the real one lies
where no attribute leads, in the hook's closure. Ordinary use goes through unnoticed.
"""

from __future__ import annotations

import multiprocessing.connection
import os
import posix
import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

import torch
import torch.overrides

EVENT = "autograder.door"
CHANNEL = 3
"""The descriptor of the evidence; a program's own begin above it."""

_BY_DESCRIPTOR = (
    *("write", "writev", "pwrite", "pwritev", "sendfile", "splice", "copy_file_range"),
    *("dup", "dup2", "close", "eventfd_write", "set_blocking"),
)
_MODES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        torch._C,
        (
            "_pop_torch_function_stack",
            "_push_on_torch_function_stack",
            "_get_function_stack_at",
            "DisableTorchFunction",
        ),
    ),
    (
        torch.overrides,
        (
            "_get_function_stack_at",
            "_pop_torch_function_stack",
            "_push_on_torch_function_stack",
            "_get_current_function_mode",
            "_get_current_function_mode_stack",
            "_pop_mode",
            "_push_mode",
            "_pop_mode_temporarily",
        ),
    ),
)

Functions = dict[str, Callable[..., Any]]


def install() -> tuple[Functions, Callable[[], None]]:
    """Put the stand-ins in place; return the real functions by name, and what undoes it."""
    real: Functions = {}
    undo: list[tuple[Any, str, Any]] = []
    for name in _BY_DESCRIPTOR:
        if hasattr(posix, name):
            real[name] = getattr(posix, name)
            stand_in = _descriptors(name)
            for owner in (os, posix):
                undo.append((owner, name, real[name]))
                setattr(owner, name, stand_in)
    connection: Any = multiprocessing.connection.Connection
    undo.append((connection, "_write", connection.__dict__["_write"]))
    connection._write = staticmethod(posix.write)
    for module, names in _MODES:
        for name in names:
            if not hasattr(module, name):
                continue
            real[name] = getattr(module, name)
            undo.append((module, name, real[name]))
            setattr(module, name, _mode(name))

    def restore() -> None:
        for owner, name, value in reversed(undo):
            setattr(owner, name, value)

    return real, restore


def _descriptors(name: str) -> Callable[..., Any]:
    audit = sys.audit

    def call(*args: Any, **keywords: Any) -> Any:
        box: list[Callable[..., Any]] = []
        audit(EVENT, name, CHANNEL in (*args[:2], *keywords.values()), box)
        return box[0](*args, **keywords)

    _codes[name] = call.__code__
    call.__name__ = call.__qualname__ = name
    return call


def _mode(name: str) -> Callable[..., Any]:
    audit = sys.audit

    def call(*args: Any, **keywords: Any) -> Any:
        box: list[Callable[..., Any]] = []
        audit(EVENT, name, None, box)
        return box[0](*args, **keywords)

    _codes[name] = call.__code__
    call.__name__ = call.__qualname__ = name
    return call


_codes: dict[str, CodeType] = {}


def is_stand_in(code: CodeType, name: object) -> bool:
    """Whether a frame's code is that of the stand-in with this name."""
    return type(name) is str and _codes.get(name) is code
