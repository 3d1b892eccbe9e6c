"""The trace as a graph: which tensor came from which operation on which tensors.

A *node* is a tensor at one version of its contents, so `y3 += y2` makes a new node of the same
tensor. Edges follow the data whether autograd tracks it or not; that is what tells `x ** 3` under
`no_grad` from a number that fell from the sky.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.evidence.schema import (
    Backward,
    Bound,
    Frame,
    Op,
    Raised,
    Ref,
    Seen,
    Site,
    TensorState,
)
from autograder.experiments.adoption import adopted
from autograder.experiments.naming import Targets, names_of
from autograder.experiments.nodes import OBSERVING, Node, NodeKey, PlaceKey, refs, short

MAX_HISTORY = 4_000
"""Steps back that are followed from one tensor: the exercise takes a few dozen, and evidence is a
claim, so that nothing keeps it from holding a chain as long as the stream."""

MAX_PARENTS = 1_024


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
    number_sites: dict[tuple[str, int], Site] = field(default_factory=dict)
    """Where a global name came to stand for a number, by the name and the seq in `numbers`."""
    raised: frozenset[int] = frozenset()
    """Numbers of the last event before each error that nothing caught."""

    @classmethod
    def of(cls, frames: Iterable[Frame], targets: Targets | None = None) -> Trace:
        """Build the graph from the frames of one run.

        `targets` maps (unit, line) to the names that the statement there assigns; it names
        tensors that live in functions, or whose name stood for something else when the cell ended.
        Events are put in the order of their numbers; of two with the same number the first counts.
        """
        nodes: dict[NodeKey, Node] = {}
        flags: dict[NodeKey, list[tuple[int, TensorState]]] = {}
        ops: list[Op] = []
        backwards: list[Backward] = []
        places: dict[int, PlaceKey] = {}
        by_place: dict[PlaceKey, Op | Backward] = {}
        occurrences: Counter[tuple[int, int, int]] = Counter()

        def place(frame: Op | Backward) -> None:
            base = (frame.site.unit, frame.site.line, frame.site.column)
            key = (*base, occurrences[base])
            occurrences[base] += 1
            places[frame.seq] = key
            by_place[key] = frame

        def add(
            state: TensorState,
            frame: Seen | Op | Backward,
            parents: tuple[NodeKey, ...] = (),
            index: int = 0,
        ) -> None:
            key = (state.tensor, state.version)
            if key in nodes:  # the same contents with other flags, or returned once more
                later = flags.setdefault(key, [])
                if state != (later[-1][1] if later else nodes[key].state):
                    later.append((frame.seq, state))
                return
            producer = frame if isinstance(frame, Op) else None
            changed = producer is None and state.version > 0
            nodes[key] = Node(
                key,
                state,
                producer,
                frame.seq,
                frame.site,
                changed,
                index=index,
                parents=parents,
                derivative=frame if parents and isinstance(frame, Backward) else None,
            )

        frames = tuple(frames)
        raised = frozenset(frame.seq for frame in frames if isinstance(frame, Raised))
        events = tuple(_in_order(frames))
        for frame in events:
            if isinstance(frame, Seen):
                add(frame.state, frame)
            elif isinstance(frame, Op):
                ops.append(frame)
                place(frame)
                parents = tuple(key for key in refs(frame)[:MAX_PARENTS] if key in nodes)
                if short(frame.name) == "grad.__get__":
                    parents += _behind_gradient(frame, backwards, nodes)
                for index, state in enumerate(frame.outputs):
                    own = (state.tensor, state.version)
                    add(state, frame, tuple(key for key in parents if key != own), index)
            elif isinstance(frame, Backward):
                backwards.append(frame)
                place(frame)
                for seed in frame.seeds:
                    add(seed, frame)
                sources = [(ref.tensor, ref.version) for ref in (*frame.roots, *frame.wrt)]
                parents = tuple(key for key in dict.fromkeys(sources) if key in nodes)
                for index, result in enumerate(frame.results):
                    if result is not None:
                        add(result, frame, parents, index)
        names, numbers, bindings, number_sites = names_of(events, ops, targets or {})
        for key, later in flags.items():
            nodes[key] = replace(nodes[key], flags=tuple(later))
        for key, leaves in adopted(nodes, backwards).items():
            nodes[key] = replace(nodes[key], parents=leaves)
        return cls(
            nodes=nodes,
            ops=tuple(ops),
            backwards=tuple(backwards),
            names=names,
            numbers=numbers,
            places=places,
            by_place=by_place,
            bindings=bindings,
            number_sites=number_sites,
            raised=raised,
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
    def readers(self) -> dict[int, tuple[Op, ...]]:
        """For each tensor number, the operations that computed from it at any version, in order."""
        found: dict[int, list[Op]] = defaultdict(list)
        for op in self.ops:
            if short(op.name) not in OBSERVING:
                for tensor in dict.fromkeys(tensor for tensor, _ in refs(op)):
                    found[tensor].append(op)
        return {tensor: tuple(value) for tensor, value in found.items()}

    @cached_property
    def writers(self) -> tuple[tuple[Op, bool], ...]:
        """Operations that wrote to a tensor (True) or made one that shares memory, in order."""
        found: list[tuple[Op, bool]] = []
        for op in self.ops:
            last = short(op.name)
            in_place = last.endswith("_") and not last.endswith("__")
            writes = (
                (in_place or last in ("__setitem__", "data.__set__"))
                and last != "requires_grad_"
                and bool(op.outputs)
            )
            if writes or any(state.base is not None for state in op.outputs):
                found.append((op, writes))
        return tuple(found)

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

    @cached_property
    def read_order(self) -> tuple[tuple[int, int], ...]:
        """(seq, tensor number) of each time that some tensor's `.grad` was read, in order."""
        return tuple(
            sorted((op.seq, tensor) for tensor, ops in self.gradient_reads.items() for op in ops)
        )

    @cached_property
    def names_of_tensor(self) -> dict[int, frozenset[str]]:
        """For each tensor number, its names at any version."""
        found: dict[int, set[str]] = defaultdict(set)
        for (tensor, _), names in self.names.items():
            found[tensor].update(names)
        return {tensor: frozenset(names) for tensor, names in found.items()}

    def ops_between(self, start: int, end: int) -> tuple[Op, ...]:
        """The operations after event `start` and before event `end`."""
        first = bisect_left(self.ops, start + 1, key=_seq)
        return self.ops[first : bisect_left(self.ops, end, lo=first, key=_seq)]

    def ancestors(self, *keys: NodeKey) -> frozenset[NodeKey]:
        """The nodes and everything that they were computed from, tracked or not, as far back as
        `MAX_HISTORY` steps lead."""
        found: set[NodeKey] = set()
        todo = list(keys)
        steps = 0
        while todo and steps < MAX_HISTORY:
            here = todo.pop()
            if here in found or here not in self.nodes:
                continue
            found.add(here)
            steps += 1 + len(self.nodes[here].parents)
            todo.extend(self.nodes[here].parents)
        return frozenset(found)

    def has_short_history(self, key: NodeKey) -> bool:
        """Whether `ancestors` of this node are all that there are: `MAX_HISTORY` was not met."""
        return self._steps(self.ancestors(key)) < MAX_HISTORY

    def _steps(self, keys: Iterable[NodeKey]) -> int:
        return sum(1 + len(self.nodes[key].parents) for key in keys)

    def uses_within(self, keys: Iterable[NodeKey]) -> dict[NodeKey, tuple[Op, ...]]:
        """For each node, the operations, in order, that computed one of `keys` from it."""
        found: dict[NodeKey, dict[int, Op]] = defaultdict(dict)
        for key in keys:
            op = self.nodes[key].producer
            own = () if op is None else refs(op)[:MAX_PARENTS]
            if op is not None and short(op.name) not in OBSERVING:
                for parent in own:
                    found[parent][op.seq] = op
            for parent in self.nodes[key].parents if not own else ():
                # Taken out of torch, and come back by a custom function.
                before = [
                    op for op in self.consumers.get(parent, ()) if op.seq < self.nodes[key].seq
                ]
                found[parent].update({op.seq: op for op in before[-1:]})
        return {key: tuple(ops[seq] for seq in sorted(ops)) for key, ops in found.items()}

    def computed_from(self, key: NodeKey, within: Iterable[NodeKey]) -> frozenset[NodeKey]:
        """The node and those of `within` that were computed from it."""
        found = {key}
        for other in sorted(within, key=lambda item: self.nodes[item].seq):
            if not found.isdisjoint(self.nodes[other].parents):
                found.add(other)
        return frozenset(found)

    def node(self, ref: Ref) -> Node | None:
        """The node that an argument stands for."""
        return self.nodes.get((ref.tensor, ref.version))


def _behind_gradient(
    read: Op, backwards: list[Backward], nodes: dict[NodeKey, Node]
) -> tuple[NodeKey, ...]:
    """What a `.grad` was computed from, where it has a history of its own (`create_graph`)."""
    tracked = any(state.grad_fn is not None for state in read.outputs)
    leaf = read.inputs[0] if read.inputs else None
    if not tracked or not isinstance(leaf, Ref):
        return ()
    for backward in reversed(backwards):
        if backward.create_graph and leaf.tensor in backward.reached:
            keys = ((ref.tensor, ref.version) for ref in backward.roots)
            return tuple(key for key in keys if key in nodes)
    return ()


def was_differentiated(trace: Trace, backward: Backward) -> bool:
    """Whether something that `backward` starts from was differentiated before, without an error."""
    roots = {ref.tensor for ref in backward.roots}
    return any(
        earlier.seq < backward.seq
        and earlier.error is None
        and not roots.isdisjoint(ref.tensor for ref in earlier.roots)
        for earlier in trace.backwards
    )


def _seq(op: Op) -> int:
    return op.seq


def _in_order(frames: Iterable[Frame]) -> Iterator[Seen | Op | Backward | Bound]:
    """The events of the graph by number, the first of each number; threads may mix them up."""
    events = [frame for frame in frames if isinstance(frame, Seen | Op | Backward | Bound)]
    last: int | None = None
    for event in sorted(events, key=lambda event: event.seq):
        if event.seq != last:
            yield event
        last = event.seq
