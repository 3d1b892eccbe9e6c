"""Calls of a student's functions on hidden inputs: the order to make one, and what it returned.

What is expected never goes in. What comes back is plain data with caps on everything: tensors as
what they are and hold, numbers, texts, lists and mappings; an object of another kind is only named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from autograder.evidence.site import Site

VALUE_CAP = 4_096
"""Elements of one tensor that come back; of more every n-th does, beginning with the first."""

DEPTH_CAP = 12
"""Lists and mappings within each other."""


class Call(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Run one function of a teacher's source once.

    Its parameters are global names of the program, and `draw`, the generator of hidden inputs that
    is seeded with `seed`. `group` numbers the check: what was too slow is not tried again in it.
    """

    group: int
    source: str
    path: str
    function: str
    seed: int
    wall_s: float
    memory_mb: int


class Array(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A tensor. `values` are its elements in row-major order (every n-th beyond `VALUE_CAP`, two
    numbers for a complex one), None where they cannot be read. `kind` is "tensor" or "array"
    (numpy's)."""

    shape: tuple[int, ...]
    dtype: str
    device: str
    requires_grad: bool
    is_leaf: bool
    values: tuple[int | float, ...] | None
    kind: str = "tensor"


class Items(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A list or tuple."""

    items: tuple[Tree, ...]


class Entries(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A mapping; keys that are no texts are shown as Python does."""

    entries: tuple[tuple[str, Tree], ...]


class Thing(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """Anything else, by the name of its type."""

    name: str


class Cut(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """What is not told, and why: "deep", "large" or "cyclic"."""

    why: str


Tree: TypeAlias = Array | Items | Entries | Thing | Cut | bool | int | float | str | None

Ending: TypeAlias = Literal[
    "returned",
    "raised",
    "missing",
    "too_slow",
    "memory",
    "output",
    "left",
    "crashed",
    "skipped",
    "broken",
]
"""How a call ended. returned: with a value. raised: with an exception. missing: the program has not
the names. too_slow, memory, output: a limit was hit. left: the process left by itself. crashed: a
signal ended it. skipped: the check ran into a limit before. broken: what came back is no result."""


class Problem(msgspec.Struct, frozen=True, array_like=True):
    """The exception of a call.

    `stack` are the student's own frames, outermost first. `explicit` says that the student's code
    raised it with a statement of its own, and then no message is told, since it could hold the
    hidden inputs.
    """

    type: str
    message: str
    stack: tuple[Site, ...]
    explicit: bool = False


class Called(msgspec.Struct, frozen=True, array_like=True):
    """What came of one call.

    `missing` are names that the program lacks, `plain` those that stand for something that cannot
    be called. `places` are where the others are defined.
    """

    how: Ending
    tree: Tree = None
    problem: Problem | None = None
    missing: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    places: dict[str, Site] = {}
    detail: str = ""


class CalledError(Exception):
    """What arrived is no result of a call."""


encode = msgspec.msgpack.Encoder().encode
"""A result as it travels."""

_decoder = msgspec.msgpack.Decoder(Called)


def decode(data: bytes) -> Called:
    """The result of one call.

    Raises:
        CalledError: it is none, or deeper than results are.
    """
    try:
        called = _decoder.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise CalledError(str(error)) from None
    if not shallow(called.tree):
        raise CalledError("it is nested too deeply")
    return called


def shallow(tree: Tree) -> bool:
    """Whether a result is nested no deeper than ours are."""
    level = [tree]
    for _ in range(DEPTH_CAP + 2):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return True
    return False


def _inside(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Items):
        yield from tree.items
    elif isinstance(tree, Entries):
        yield from (value for _, value in tree.entries)
