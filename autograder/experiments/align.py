"""The same tensor in another run of the same program.

Runs differ by the values that the interventions put in, so tensors are matched by the place of
the call that made them: unit, line, column and how often that place had been reached. Where a loop
depends on the values, that place is reached more often in one run than in another, and the count
tells nothing; there a tensor is found from what was differentiated, or bound to a name, back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from autograder.evidence.schema import Backward, Op
from autograder.experiments.model import Values
from autograder.experiments.nodes import NodeKey, refs
from autograder.experiments.trace import MAX_HISTORY, Trace

Place = tuple[int, int, int]
"""(unit, line, column)."""

MAX_PAIRS = 5 * MAX_HISTORY


class Alignment:
    """The runs of one program: `traces[0]` as handed in, the others with interventions."""

    def __init__(self, traces: tuple[Trace, ...]) -> None:
        self.traces = traces
        self.base = traces[0]
        # Every experiment asks for the values of all that lies behind it, and they share much.
        self._values: dict[NodeKey, tuple[Values | None, ...]] = {}
        self._read: dict[NodeKey, tuple[Values | None, ...]] = {}
        self._other: dict[int, tuple[frozenset[Place], dict[NodeKey, NodeKey]]] = {}

    def __len__(self) -> int:
        return len(self.traces)

    def op(self, op: Op, run: int) -> Op | None:
        """The same operation in run `run`, or None when it did not happen there."""
        other = self.traces[run].by_place.get(self.base.places[op.seq])
        return other if isinstance(other, Op) and other.name == op.name else None

    def backward(self, backward: Backward, run: int) -> Backward | None:
        """The same differentiation in run `run`, or None."""
        other = self.traces[run].by_place.get(self.base.places[backward.seq])
        return other if isinstance(other, Backward) and other.kind == backward.kind else None

    def node(self, key: NodeKey, run: int) -> NodeKey | None:
        """The node of run `run` that plays the part of `key`."""
        if run == 0:
            return key
        node = self.base.nodes.get(key)
        if node is None:
            return None
        if node.producer is not None:
            uneven, pairs = self._uneven(run)
            if self.base.places[node.producer.seq][:3] in uneven and key in pairs:
                return pairs[key]
            other = self.op(node.producer, run)
            if other is None or node.index >= len(other.outputs):
                return None
            state = other.outputs[node.index]
            return state.tensor, state.version
        if node.derivative is not None:
            there = self.backward(node.derivative, run)
            result = None if there is None else there.results[node.index : node.index + 1]
            found = None if not result else result[0]
            return None if found is None else (found.tensor, found.version)
        if key in self._roots:
            backward, place = self._roots[key]
            there = self.backward(backward, run)
            if there is not None and place < len(there.roots):
                return there.roots[place].tensor, there.roots[place].version
        for consumer in self.base.consumers.get(key, ()):
            other = self.op(consumer, run)
            if other is not None:
                position = refs(consumer).index(key)
                others = refs(other)
                return others[position] if position < len(others) else None
        return key if key in self.traces[run].nodes else None

    @cached_property
    def _roots(self) -> dict[NodeKey, tuple[Backward, int]]:
        """What was differentiated: by which, and at which place among several."""
        return {
            (ref.tensor, ref.version): (backward, place)
            for backward in self.base.backwards
            for place, ref in enumerate(backward.roots)
        }

    def _uneven(self, run: int) -> tuple[frozenset[Place], dict[NodeKey, NodeKey]]:
        """The places that run `run` came to more or less often, and what plays the part of what
        there by the way that leads back to it."""
        if run not in self._other:
            here, there = self.base.by_place.keys(), self.traces[run].by_place.keys()
            uneven = frozenset(place[:3] for place in here ^ there)
            self._other[run] = uneven, dict(self._pairs(run)) if uneven else {}
        return self._other[run]

    def _pairs(self, run: int) -> Iterator[tuple[NodeKey, NodeKey]]:
        """Nodes of both runs that the same differentiations and names lead back to."""
        todo = [*self._starts(run)][::-1]
        met: set[NodeKey] = set()
        while todo and len(met) < MAX_PAIRS:
            here, there = todo.pop()
            if here in met or here not in self.base.nodes or there not in self.traces[run].nodes:
                continue
            met.add(here)
            yield here, there
            one = self.base.nodes[here].producer
            two = self.traces[run].nodes[there].producer
            if one is None or two is None or one.name != two.name:
                continue
            same = self.base.places[one.seq][:3] == self.traces[run].places[two.seq][:3]
            if same and len(refs(one)) == len(refs(two)):
                todo.extend(zip(refs(one), refs(two), strict=True))

    def _starts(self, run: int) -> Iterator[tuple[NodeKey, NodeKey]]:
        for backward in self.base.backwards:
            other = self.backward(backward, run)
            if other is not None and len(other.roots) == len(backward.roots):
                for one, two in zip(backward.roots, other.roots, strict=True):
                    yield (one.tensor, one.version), (two.tensor, two.version)
        bound = [_by_binding(trace) for trace in (self.base, self.traces[run])]
        for name, keys in bound[0].items():
            others = bound[1].get(name, ())
            if len(keys) == len(others) == 1:
                yield keys[0], others[0]

    def tensor(self, key: NodeKey, run: int) -> int | None:
        """The number of the tensor of `key` in run `run`."""
        other = self.node(key, run)
        return None if other is None else other[0]

    def values(self, key: NodeKey) -> tuple[Values | None, ...]:
        """The contents of a node in every run."""
        if key not in self._values:
            self._values[key] = self._values_of(key)
        return self._values[key]

    def _values_of(self, key: NodeKey) -> tuple[Values | None, ...]:
        found: list[Values | None] = []
        for run, trace in enumerate(self.traces):
            other = self.node(key, run)
            node = None if other is None else trace.nodes.get(other)
            found.append(None if node is None else node.state.values)
        return tuple(found)

    def read_values(self, key: NodeKey) -> tuple[Values | None, ...]:
        """The contents of a node as its first computation read them, interventions included."""
        if key not in self._read:
            self._read[key] = self._read_of(key)
        return self._read[key]

    def _read_of(self, key: NodeKey) -> tuple[Values | None, ...]:
        found: list[Values | None] = []
        for run, trace in enumerate(self.traces):
            value = None
            for consumer in self.base.consumers.get(key, ()):
                other = consumer if run == 0 else self.op(consumer, run)
                if other is not None:
                    position = refs(consumer).index(key)
                    others = refs(other)
                    node = trace.nodes.get(others[position]) if position < len(others) else None
                    value = None if node is None else node.state.values
                    break
            found.append(value)
        return tuple(found)

    def numbers(self, op: Op, position: int) -> tuple[Values | None, ...]:
        """A plain number among the arguments of an operation, in every run."""
        found: list[Values | None] = []
        for run in range(len(self.traces)):
            other = op if run == 0 else self.op(op, run)
            value = None
            if other is not None and position < len(other.inputs):
                value = other.inputs[position]
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                found.append((float(value),))
            else:
                found.append(None)
        return tuple(found)


def _by_binding(trace: Trace) -> dict[tuple[str, int, int], list[NodeKey]]:
    """What each global name stood for, by the name and the statement that bound it."""
    found: dict[tuple[str, int, int], list[NodeKey]] = defaultdict(list)
    for (key, name), site in trace.bindings.items():
        found[name, site.unit, site.line].append(key)
    return found
