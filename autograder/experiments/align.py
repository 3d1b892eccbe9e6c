"""The same tensor in another run of the same program.

Runs differ by the values that the interventions put in, so tensors are matched by the place of
the call that made them: unit, line, column and how often that place had been reached.
"""

from __future__ import annotations

from autograder.evidence.schema import Backward, Op
from autograder.experiments.model import Values
from autograder.experiments.nodes import NodeKey, refs
from autograder.experiments.trace import Trace


class Alignment:
    """The runs of one program: `traces[0]` as handed in, the others with interventions."""

    def __init__(self, traces: tuple[Trace, ...]) -> None:
        self.traces = traces
        self.base = traces[0]
        # Every experiment asks for the values of all that lies behind it, and they share much.
        self._values: dict[NodeKey, tuple[Values | None, ...]] = {}
        self._read: dict[NodeKey, tuple[Values | None, ...]] = {}

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
        for consumer in self.base.consumers.get(key, ()):
            other = self.op(consumer, run)
            if other is not None:
                position = refs(consumer).index(key)
                others = refs(other)
                return others[position] if position < len(others) else None
        return key if key in self.traces[run].nodes else None

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
