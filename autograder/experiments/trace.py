"""The trace as a graph: which tensor came from which operation on which tensors.

A *node* is a tensor at one version of its contents, so `y3 += y2` makes a new node of the same
tensor. Edges follow the data whether autograd tracks it or not; that is what tells `x ** 3` under
`no_grad` from a number that fell from the sky.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from autograder.evidence.schema import (
    Backward,
    Bound,
    Frame,
    Op,
    Ref,
    Seen,
    Site,
    TensorState,
)

NodeKey: TypeAlias = tuple[int, int]
"""(tensor number, version)."""

PlaceKey: TypeAlias = tuple[int, int, int, int]
"""(unit, line, column, occurrence): the same call in another run of the same program."""

Targets: TypeAlias = Mapping[tuple[int, int], tuple[str, ...]]
"""(unit, line) to the names that the statement there assigns."""

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


def short(name: str) -> str:
    """torch's qualified name without its module: "torch.Tensor.grad.__get__" is "grad.__get__"."""
    for prefix in ("torch.Tensor.", "torch._C._nn.", "torch.nn.functional.", "torch._C.", "torch."):
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


@dataclass(frozen=True)
class Node:
    """A tensor at one version: how it was first seen, and what made it (None: seen as it was).

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

    def state_at(self, seq: int) -> TensorState:
        """The state just before event `seq`."""
        state = self.state
        for when, later in self.flags:
            if when < seq:
                state = later
        return state

    @property
    def parents(self) -> tuple[NodeKey, ...]:
        """The nodes that the producing operation read."""
        if self.producer is None:
            return ()
        return tuple(
            (item.tensor, item.version)
            for item in (*self.producer.inputs, *self.producer.keywords.values())
            if isinstance(item, Ref) and (item.tensor, item.version) != self.key
        )


@dataclass(frozen=True)
class Trace:
    """All operations of one run, in order, as a graph. Build it with `Trace.of`."""

    nodes: dict[NodeKey, Node]
    ops: tuple[Op, ...]
    backwards: tuple[Backward, ...]
    names: dict[NodeKey, tuple[str, ...]]
    numbers: dict[str, tuple[tuple[int, float], ...]]
    """Global names bound to plain numbers: (seq, value), in order."""
    places: dict[int, PlaceKey]
    """seq of each operation and backward to its place key."""
    by_place: dict[PlaceKey, Op | Backward] = field(default_factory=dict)
    bindings: dict[tuple[NodeKey, str], Site] = field(default_factory=dict)
    """Where a global name came to stand for a node."""

    @classmethod
    def of(cls, frames: Iterable[Frame], targets: Targets | None = None) -> Trace:
        """Build the graph from the frames of one run.

        `targets` maps (unit, line) to the names that the statement there assigns; it names
        tensors that live in functions, or whose name stood for something else when the cell ended.
        """
        nodes: dict[NodeKey, Node] = {}
        ops: list[Op] = []
        backwards: list[Backward] = []
        names: dict[NodeKey, list[str]] = defaultdict(list)
        numbers: dict[str, list[tuple[int, float]]] = defaultdict(list)
        places: dict[int, PlaceKey] = {}
        by_place: dict[PlaceKey, Op | Backward] = {}
        bindings: dict[tuple[NodeKey, str], Site] = {}
        occurrences: Counter[tuple[int, int, int]] = Counter()

        def place(frame: Op | Backward) -> None:
            base = (frame.site.unit, frame.site.line, frame.site.column)
            key = (*base, occurrences[base])
            occurrences[base] += 1
            places[frame.seq] = key
            by_place[key] = frame

        def add(state: TensorState, producer: Op | None, seq: int, site: Site) -> None:
            key = (state.tensor, state.version)
            known = nodes.get(key)
            if known is not None:  # the same contents with other flags, or returned once more
                nodes[key] = replace(known, flags=(*known.flags, (seq, state)))
                return
            changed = producer is None and state.version > 0
            nodes[key] = Node(key, state, producer, seq, site, changed)

        for frame in frames:
            if isinstance(frame, Seen):
                add(frame.state, None, frame.seq, frame.site)
            elif isinstance(frame, Op):
                ops.append(frame)
                place(frame)
                for state in frame.outputs:
                    add(state, frame, frame.seq, frame.site)
            elif isinstance(frame, Backward):
                backwards.append(frame)
                place(frame)
                for result in (*frame.results, *frame.seeds):
                    if result is not None:
                        add(result, None, frame.seq, frame.site)
            elif isinstance(frame, Bound):
                for name, value in frame.names.items():
                    if isinstance(value, Ref):
                        bound = (value.tensor, value.version), name
                        bindings.setdefault(bound, Site(frame.unit, frame.line))
                        if name not in names[value.tensor, value.version]:
                            names[value.tensor, value.version].append(name)
                    else:
                        numbers[name].append((frame.seq, float(value)))
        for key, name in _named_by_line(ops, targets or {}):
            if name not in names[key]:
                names[key].append(name)
        return cls(
            nodes=nodes,
            ops=tuple(ops),
            backwards=tuple(backwards),
            names={key: tuple(value) for key, value in names.items() if value},
            numbers={key: tuple(value) for key, value in numbers.items()},
            places=places,
            by_place=by_place,
            bindings=bindings,
        )

    @cached_property
    def consumers(self) -> dict[NodeKey, tuple[Op, ...]]:
        """For each node, the operations that computed something from it, in order."""
        found: dict[NodeKey, list[Op]] = defaultdict(list)
        for op in self.ops:
            if short(op.name) in OBSERVING:
                continue
            for key in dict.fromkeys(refs(op)):
                found[key].append(op)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def gradient_reads(self) -> dict[int, tuple[Op, ...]]:
        """For each tensor number, the times that its `.grad` was read."""
        found: dict[int, list[Op]] = defaultdict(list)
        for op in self.ops:
            if short(op.name) == "grad.__get__" and op.inputs and isinstance(op.inputs[0], Ref):
                found[op.inputs[0].tensor].append(op)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def gradient_tensors(self) -> frozenset[int]:
        """Numbers of tensors that were somebody's `.grad` or a result of `autograd.grad`."""
        numbers = {
            state.tensor
            for reads in self.gradient_reads.values()
            for op in reads
            for state in op.outputs
        }
        for backward in self.backwards:
            numbers.update(result.tensor for result in backward.results if result is not None)
        return frozenset(numbers)

    def ancestors(self, key: NodeKey) -> frozenset[NodeKey]:
        """The node and everything that it was computed from, tracked or not."""
        found: set[NodeKey] = set()
        todo = [key]
        while todo:
            here = todo.pop()
            if here in found or here not in self.nodes:
                continue
            found.add(here)
            todo.extend(self.nodes[here].parents)
        return frozenset(found)

    def node(self, ref: Ref) -> Node | None:
        """The node that an argument stands for."""
        return self.nodes.get((ref.tensor, ref.version))


def refs(op: Op) -> tuple[NodeKey, ...]:
    """The tensor arguments of an operation in the order in which the recorder counts them."""
    return tuple(
        (item.tensor, item.version)
        for item in (*op.inputs, *op.keywords.values())
        if isinstance(item, Ref)
    )


def _named_by_line(ops: Iterable[Op], targets: Targets) -> Iterator[tuple[NodeKey, str]]:
    """The result of the last operation of each visit to a line bears the name assigned there."""
    last: Op | None = None
    for op in (*ops, None):
        if last is not None and (
            op is None or (op.site.unit, op.site.line) != (last.site.unit, last.site.line)
        ):
            names = targets.get((last.site.unit, last.site.line), ())
            if len(names) == 1 and len(last.outputs) == 1:
                yield (last.outputs[0].tensor, last.outputs[0].version), names[0]
            last = None
        if op is not None and op.outputs and short(op.name) not in OBSERVING:
            last = op
