"""What a whole program did with its tensors, for rules that know nothing of an assignment.

Experiments look at one differentiation each; here are the operations by name, autograd's own edges,
who shares whose memory, and what changed leaves and their gradients over time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from autograder.evidence.schema import Backward, Op, Ref, Site, TensorState, Text
from autograder.experiments.nodes import NodeKey, refs, short
from autograder.experiments.trace import MAX_HISTORY, Trace

GRADIENT = "grad.__get__"
ASSIGNED = "grad.__set__"
ALIASES = ("detach", "data.__get__")
"""What hands out the same memory without the history."""
ZEROS = ("zeros", "zeros_like", "new_zeros")


@dataclass(frozen=True)
class Write:
    """A leaf that requires a gradient was changed without being recorded: an update step.

    `op` wrote to the tensor `leaf`, itself or through `.data`; `owners` are the leaves whose
    gradients went into what was written.
    """

    op: Op
    leaf: int
    owners: frozenset[int] = frozenset()

    @property
    def seq(self) -> int:
        """When it happened."""
        return self.op.seq


class History:
    """Reads a trace as a whole; every part is worked out when it is first asked for."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    @cached_property
    def by_name(self) -> dict[str, tuple[Op, ...]]:
        """The calls that did not fail, by torch's name without its module, each in order."""
        found: dict[str, list[Op]] = defaultdict(list)
        for op in self.trace.ops:
            if op.error is None:
                found[short(op.name)].append(op)
        return {name: tuple(ops) for name, ops in found.items()}

    def ops(self, *names: str) -> list[Op]:
        """The calls of these names, in order."""
        listed = [op for name in names for op in self.by_name.get(name, ())]
        return sorted(listed, key=_seq) if len(names) > 1 else listed

    @cached_property
    def _events(self) -> dict[int, Op | Backward]:
        events: list[Op | Backward] = [*self.trace.ops, *self.trace.backwards]
        return {event.seq: event for event in events}

    def failed(self, seq: int) -> Op | Backward | None:
        """The call that failed just before an error was raised after event `seq`."""
        for back in range(3):
            event = self._events.get(seq - back)
            if event is not None and event.error is not None:
                return event
        return None

    @cached_property
    def _versions(self) -> dict[int, tuple[NodeKey, ...]]:
        found: dict[int, list[NodeKey]] = defaultdict(list)
        for key in self.trace.nodes:
            found[key[0]].append(key)
        return {tensor: tuple(sorted(keys)) for tensor, keys in found.items()}

    def versions(self, tensor: int) -> tuple[NodeKey, ...]:
        """The nodes that a tensor was, in order."""
        return self._versions.get(tensor, ())

    def state(self, tensor: int, seq: int = 1 << 62) -> TensorState | None:
        """What a tensor was like just before event `seq`; None where it was not met by then."""
        nodes = [self.trace.nodes[key] for key in self._versions.get(tensor, ())]
        met = [node for node in nodes if node.seq < seq]
        return met[-1].state_at(seq) if met else None

    def made(self, tensor: int) -> Op | None:
        """The call whose result the tensor first was."""
        keys = self._versions.get(tensor, ())
        return self.trace.nodes[keys[0]].producer if keys else None

    def first(self, tensor: int) -> Site | None:
        """Where the tensor was first met."""
        keys = self._versions.get(tensor, ())
        return self.trace.nodes[keys[0]].site if keys else None

    def name(self, tensor: int) -> str | None:
        """The student's first name for a tensor."""
        for key in self._versions.get(tensor, ()):
            names = self.trace.names.get(key)
            if names:
                return names[0]
        return None

    def names(self, tensor: int) -> frozenset[str]:
        """All the student's names for a tensor."""
        return self.trace.names_of_tensor.get(tensor, frozenset())

    def graph(self, *roots: NodeKey) -> frozenset[NodeKey]:
        """What autograd's graph leads to from these nodes, leaves and roots included, as far back
        as `MAX_HISTORY` steps lead."""
        found: set[NodeKey] = set()
        todo = list(roots)
        while todo and len(found) < MAX_HISTORY:
            key = todo.pop()
            node = self.trace.nodes.get(key)
            if key in found or node is None or not node.state_at(1 << 62).requires_grad:
                continue
            found.add(key)
            if node.state.is_leaf and node.state.grad_fn is None:
                continue
            # What was changed behind autograd's back kept the history that it had.
            before = (key[0], key[1] - 1)
            todo.extend((before,) if node.changed else node.parents)
        return frozenset(found)

    def graph_of(self, backward: Backward) -> frozenset[NodeKey]:
        """What a backward went through."""
        return self.graph(*keys_of(backward.roots))

    def inner(self, keys: Iterable[NodeKey]) -> frozenset[NodeKey]:
        """Those of the nodes that are results of recorded operations."""
        return frozenset(key for key in keys if self.trace.nodes[key].state.grad_fn is not None)

    @cached_property
    def backwards(self) -> tuple[Backward, ...]:
        """The differentiations that did not fail, in order."""
        return tuple(item for item in self.trace.backwards if item.error is None)

    @cached_property
    def filled(self) -> dict[int, tuple[Backward, ...]]:
        """For each leaf, the calls of backward that gave it a gradient, in order."""
        found: dict[int, list[Backward]] = defaultdict(list)
        for backward in self.backwards:
            if backward.kind == "backward":
                for tensor in backward.reached:
                    found[tensor].append(backward)
        return {tensor: tuple(items) for tensor, items in found.items()}

    @cached_property
    def shares(self) -> dict[int, int]:
        """For each tensor without a history of its own, whose memory it is."""
        return {
            op.outputs[0].tensor: op.outputs[0].base
            for op in self.ops(*ALIASES)
            if op.outputs and op.outputs[0].base is not None
        }

    @cached_property
    def bases(self) -> dict[int, int]:
        """For each tensor that shares another's memory, that other: views included."""
        return {
            state.tensor: state.base
            for op in self.trace.ops
            for state in op.outputs
            if state.base is not None and state.base != state.tensor
        }

    @cached_property
    def gradients(self) -> dict[int, int]:
        """For each tensor that was read as somebody's `.grad`, whose."""
        return {
            op.outputs[0].tensor: op.inputs[0].tensor
            for op in self.by_name.get(GRADIENT, ())
            if op.outputs and op.inputs and isinstance(op.inputs[0], Ref)
        }

    def owner(self, tensor: int) -> int | None:
        """The leaf whose gradient this tensor is, or shares memory with."""
        for _ in range(3):
            if tensor in self.gradients:
                return self.gradients[tensor]
            if tensor not in self.shares:
                return None
            tensor = self.shares[tensor]
        return None

    @cached_property
    def updates(self) -> tuple[Write, ...]:
        """Every time that a leaf was changed without autograd recording it, in order."""
        return tuple(self._updates())

    def _updates(self) -> Iterator[Write]:
        for op in self.trace.ops:
            name = short(op.name)
            if op.error is not None or not writes(name) or not refs(op):
                continue
            first = refs(op)[0][0]
            leaf = self.shares.get(first, first)
            state = self.state(leaf, op.seq)
            if state is None or not state.requires_grad or not state.is_leaf:
                continue
            if name.startswith("nn.init") or self.owner(first) is not None:
                continue
            yield Write(op, leaf, self.owners_behind(*refs(op)[1:]))

    @cached_property
    def _behind(self) -> dict[tuple[NodeKey, ...], frozenset[int]]:
        return {}

    def owners_behind(self, *keys: NodeKey) -> frozenset[int]:
        """The leaves whose gradients went into nodes."""
        if keys not in self._behind:
            owners = map(self.owner, {tensor for tensor, _ in self.trace.ancestors(*keys)})
            self._behind[keys] = frozenset(owner for owner in owners if owner is not None)
        return self._behind[keys]

    def updates_of(self, leaf: int, start: int, end: int) -> tuple[Write, ...]:
        """The updates of a leaf between two events."""
        first = bisect_right(self.updates, start, key=lambda item: item.seq)
        found = []
        for item in self.updates[first:]:
            if item.seq >= end:
                break
            if item.leaf == leaf:
                found.append(item)
        return tuple(found)

    @cached_property
    def clearings(self) -> tuple[tuple[Op, int], ...]:
        """Every time that a leaf's gradient was set to None or to zero, with the leaf."""
        found: list[tuple[Op, int]] = []
        for op in self.ops(ASSIGNED, "zero_", "fill_", "copy_", "mul_"):
            if not op.inputs or not isinstance(op.inputs[0], Ref):
                continue
            tensor = op.inputs[0].tensor
            if short(op.name) == ASSIGNED:
                if len(op.inputs) > 1 and (op.inputs[1] is None or self._zero(op.inputs[1])):
                    found.append((op, tensor))
                continue
            owner = self.owner(tensor)
            values = op.outputs[0].values if op.outputs else None
            zero = values is not None and not any(values)
            written = short(op.name) in ("fill_", "mul_") and 0 in op.inputs[1:]
            if owner is not None and (zero or written or short(op.name) == "zero_"):
                found.append((op, owner))
        return tuple(found)

    def _zero(self, item: object) -> bool:
        node = self.trace.node(item) if isinstance(item, Ref) else None
        if node is None:
            return False
        if node.state.values is None:  # too large to be kept
            return node.producer is not None and short(node.producer.name) in ZEROS
        return not any(node.state.values)

    def switches(self, key: NodeKey, *, on: bool) -> list[Op]:
        """The calls that switched requires_grad of a tensor, at these contents, on (or off)."""
        return [
            op
            for op in self.ops("requires_grad_", "requires_grad.__set__")
            if key in refs(op)[:1] and on == (False not in (*op.inputs, *op.keywords.values()))
        ]

    @cached_property
    def optimizer_calls(self) -> tuple[tuple[str, Op], ...]:
        """("step" or "zero_grad", call) of every optimizer, as PyTorch's own profiler marks it."""
        found: list[tuple[str, Op]] = []
        for op in self.trace.ops:
            if not op.name.endswith("_record_function_enter_new") or not op.inputs:
                continue
            text = op.inputs[0]
            if isinstance(text, Text) and text.text.startswith("Optimizer."):
                found.append((text.text.split("#")[0].removeprefix("Optimizer."), op))
        return tuple(found)


def keys_of(items: Iterable[object]) -> tuple[NodeKey, ...]:
    """The nodes among arguments."""
    return tuple((item.tensor, item.version) for item in items if isinstance(item, Ref))


def writes(name: str) -> bool:
    """Whether a call of this short name changes the contents of its first argument."""
    in_place = name.endswith("_") and not name.endswith("__")
    if name in ("requires_grad_", "detach_", "share_memory_", "retain_grad"):
        return False
    return in_place or name in ("__setitem__", "data.__set__") or name.startswith("_foreach")


def _seq(op: Op) -> int:
    return op.seq
