"""The nodes of a trace: tensors at one version of their contents, and the names of calls."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from autograder.evidence.schema import Backward, Op, Ref, Site, TensorState

NodeKey: TypeAlias = tuple[int, int]
"""(tensor number, version)."""

PlaceKey: TypeAlias = tuple[int, int, int, int]
"""(unit, line, column, occurrence): the same call in another run of the same program."""

OBSERVING = frozenset(
    {
        "__repr__",
        "__format__",
        "__str__",
        "requires_grad.__get__",
        "grad_fn.__get__",
        "is_leaf.__get__",
        "grad.__get__",
        "grad.__set__",
        "requires_grad.__set__",
        "requires_grad_",
        "retain_grad",
        "retains_grad.__get__",
        "register_hook",
        "register_post_accumulate_grad_hook",
        "is_inference",
        "__bool__",
        "__dir__",
        "__reduce_ex__",
    }
)
"""Calls that look at a tensor or set its flags without computing anything from it."""


@lru_cache(maxsize=1024)
def short(name: str) -> str:
    """torch's qualified name without its module: "torch.Tensor.grad.__get__" is "grad.__get__"."""
    for prefix in ("torch.Tensor.", "torch._C._nn.", "torch.nn.functional.", "torch._C.", "torch."):
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


@dataclass(frozen=True)
class Node:
    """A tensor at one version: how it was first seen, and what made it (None: seen as it was).

    `index` is its place among the outputs of `producer`; `parents` are the nodes that the producer
    read, all of them older than this one, so that the graph has no circle whatever was claimed.
    `flags` are the later states of the same contents, with their seq (`requires_grad_()` after
    the fact). `changed` marks a version that was found rather than made: written behind our back,
    or by an intervention.
    """

    key: NodeKey
    state: TensorState
    producer: Op | None
    seq: int
    site: Site
    changed: bool = False
    flags: tuple[tuple[int, TensorState], ...] = ()
    index: int = 0
    parents: tuple[NodeKey, ...] = ()
    derivative: Backward | None = None
    """The differentiation that it is a result of; what went into that are its parents."""

    def state_at(self, seq: int) -> TensorState:
        """The state just before event `seq`."""
        later = bisect_left(self.flags, seq, key=lambda flag: flag[0])
        return self.flags[later - 1][1] if later else self.state


def refs(op: Op) -> tuple[NodeKey, ...]:
    """The tensor arguments of an operation in the order in which the recorder counts them."""
    return tuple(
        (item.tensor, item.version)
        for item in (*op.inputs, *op.keywords.values())
        if isinstance(item, Ref)
    )
