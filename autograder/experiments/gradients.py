"""The gradient that an experiment gave to its input, at every probe.

What counts is what the student could see: a gradient that another backward added to before
anybody looked was never a result, and one that was read and then zeroed was.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from autograder.evidence.schema import Backward, LeafGrad, Op, Ref, Site
from autograder.experiments.align import Alignment
from autograder.experiments.model import Leaf, Values
from autograder.experiments.nodes import NodeKey, refs, short
from autograder.experiments.power import close


@dataclass(frozen=True)
class Gradient:
    """Values at every probe, and how they came about (see `Experiment`)."""

    values: tuple[Values | None, ...]
    accumulated: bool = False
    superseded: bool = False
    by_autograd: bool = True
    cleared: Site | None = None


class Gradients:
    """Reads gradients out of the runs of one program; `inputs` is what the task calls the input."""

    def __init__(self, alignment: Alignment, inputs: frozenset[str] = frozenset()) -> None:
        self._alignment = alignment
        self._base = alignment.base
        self._inputs = inputs

    def of(self, backward: Backward | None, leaf: Leaf | None) -> Gradient:
        """The gradient of `leaf` by `backward`; nothing where either is missing or it failed."""
        nothing: tuple[Values | None, ...] = (None,) * len(self._alignment)
        if backward is None or leaf is None:
            return Gradient(nothing)
        if backward.kind == "grad":
            return Gradient(self._returned(backward, leaf))
        target = self._seen_by_student(backward, leaf)
        if target is None:
            return Gradient(nothing)
        last, superseded = self._last_unseen(backward, target[0])
        values = tuple(
            self._after(target, last, run) if backward.error is None else None
            for run in range(len(self._alignment))
        )
        here = _leaf_grad(backward, target[0])
        before = here.before if here is not None else None
        left_over = bool(before) and not all(close(value, 0.0) for value in before or ())
        return Gradient(
            values,
            accumulated=left_over or last is not backward,
            superseded=superseded,
            by_autograd=not self._assigned(backward, target[0]),
            cleared=self._cleared(last, target[0]),
        )

    def _returned(self, backward: Backward, leaf: Leaf) -> tuple[Values | None, ...]:
        found: list[Values | None] = []
        for run in range(len(self._alignment)):
            other = self._alignment.backward(backward, run) if run else backward
            value = None
            for position, ref in enumerate(backward.wrt):
                if (ref.tensor, ref.version) not in (leaf.leaf, leaf.quantity.node):
                    continue
                if other is not None and position < len(other.results):
                    result = other.results[position]
                    value = None if result is None else result.values
            found.append(value)
        return tuple(found)

    def _seen_by_student(self, backward: Backward, leaf: Leaf) -> NodeKey | None:
        """The tensor whose `.grad` the student looks at, or None when it is not the one filled.

        That is the leaf, unless the leaf is out of the student's reach: x is the result of an
        operation, or the name x stood for another tensor by the time that `.grad` was read.
        """
        base = self._base
        end = self._end_of(backward, leaf.leaf[0])
        read = self._read_between(backward.seq, end)
        if leaf.leaf[0] in read:
            return leaf.leaf
        quantity = leaf.quantity.node
        names = set(base.names.get(leaf.leaf, ())) | set(leaf.quantity.names)
        for tensor in read:
            if quantity is not None and tensor == quantity[0]:
                return quantity
            if names & base.names_of_tensor.get(tensor, frozenset()):
                return None
            if self._inputs & base.names_of_tensor.get(tensor, frozenset()):
                # "x = a + 0.5": the student's x is on the way, and never gets a gradient.
                roots = [(ref.tensor, ref.version) for ref in backward.roots]
                if any(key[0] == tensor for key in base.ancestors(*roots)):
                    return None
        if quantity is not None and quantity != leaf.leaf and not base.names.get(leaf.leaf):
            return quantity
        return leaf.leaf

    def _read_between(self, start: int, end: int) -> dict[int, None]:
        """Numbers of the tensors whose `.grad` was read between two events, in order."""
        order = self._base.read_order
        found: dict[int, None] = {}
        for at in range(bisect_left(order, (start + 1, -1)), len(order)):
            seq, tensor = order[at]
            if seq >= end:
                break
            found.setdefault(tensor)
        return found

    def _end_of(self, backward: Backward, tensor: int) -> int:
        """When the next backward that reaches the same leaf runs."""
        return next(
            (
                later.seq
                for later in self._base.backwards
                if later.seq > backward.seq
                and later.kind == "backward"
                and later.error is None
                and tensor in later.reached
            ),
            1 << 62,
        )

    def _after(self, key: NodeKey, backward: Backward, run: int) -> Values | None:
        other = self._alignment.backward(backward, run) if run else backward
        tensor = self._alignment.tensor(key, run)
        if other is None or tensor is None:
            return None
        entry = _leaf_grad(other, tensor)
        return None if entry is None else entry.after

    def _last_unseen(self, backward: Backward, tensor: int) -> tuple[Backward, bool]:
        """The backward after which the student first looked at the gradient.

        Later ones that added to it before anybody had looked belong to the same result. The
        second value tells that the same backward was asked for again, in vain, before that, and
        the error stopped the program there.
        """
        last = backward
        for later in self._base.backwards:
            if later.seq <= backward.seq or later.kind != "backward":
                continue
            if self._observed(last.seq, later.seq, tensor):
                break
            if later.error is not None:
                if set(later.roots) & set(backward.roots) and later.seq in self._base.raised:
                    return last, True
                continue
            entry, known = _leaf_grad(later, tensor), _leaf_grad(last, tensor)
            if entry is None or known is None or tensor not in later.reached:
                continue
            if entry.before != known.after:  # cleared in between
                break
            last = later
        return last, False

    def _observed(self, start: int, end: int, tensor: int) -> bool:
        """Whether `.grad` of the tensor was looked at, not merely zeroed, between two events."""
        gradients: set[int] = set()
        for op in self._base.ops_between(start, end):
            if short(op.name) == "grad.__get__":
                if _first(op) == tensor:
                    gradients.update(state.tensor for state in op.outputs)
            elif not _in_place(op) and any(
                isinstance(item, Ref) and item.tensor in gradients for item in op.inputs
            ):
                return True
        return False

    def _cleared(self, backward: Backward, tensor: int) -> Site | None:
        """Where the gradient was cleared, if what was then looked at is only what clearing left.

        Whoever never looks at it shows nothing else in its place, and whoever kept a copy, or the
        tensor that `.grad` was, still has it.
        """
        end = self._end_of(backward, tensor)
        held: dict[int, int] = {}
        cleared: Site | None = None
        looked = False
        for op in self._base.ops_between(backward.seq, end):
            name = short(op.name)
            if name == "grad.__get__" and _first(op) == tensor:
                for state in op.outputs:
                    held.setdefault(state.tensor, state.version)
                looked = looked or (cleared is not None and not op.outputs)
            elif name == "grad.__set__" and _first(op) == tensor:
                if not any(isinstance(item, Ref) for item in op.inputs[1:]):
                    cleared = cleared or op.site
            elif _looks_at(op, held):
                return None
            elif any(key in held for key, _ in refs(op)):
                if name.endswith("zero_"):
                    cleared = cleared or op.site
                else:
                    looked = looked or cleared is not None
        if cleared is None or not looked:
            return None
        later = self._base.ops_between(end, 1 << 62)
        return None if any(_looks_at(op, held) for op in later) else cleared

    def _assigned(self, backward: Backward, tensor: int) -> bool:
        """Whether `.grad` was assigned a gradient after the backward and before it was read."""
        end = self._end_of(backward, tensor)
        for op in self._base.ops_between(backward.seq, end):
            if _first(op) != tensor:
                continue
            name = short(op.name)
            if name == "grad.__get__":
                return False
            if name == "grad.__set__" and len(op.inputs) > 1 and isinstance(op.inputs[1], Ref):
                node = self._base.node(op.inputs[1])
                # Zeros clear it, as None does.
                return node is None or node.state.values is None or any(node.state.values)
        return False


def _leaf_grad(backward: Backward, tensor: int) -> LeafGrad | None:
    return next((entry for entry in backward.leaves if entry.tensor == tensor), None)


def _looks_at(op: Op, held: dict[int, int]) -> bool:
    """Whether an operation takes one of these tensors as it was, at that version, and does not
    merely overwrite it."""
    if short(op.name).endswith("zero_") or (_in_place(op) and _first(op) in held):
        return False
    return any(held.get(key) == version for key, version in refs(op))


def _first(op: Op) -> int | None:
    return op.inputs[0].tensor if op.inputs and isinstance(op.inputs[0], Ref) else None


def _in_place(op: Op) -> bool:
    last = short(op.name)
    return last.endswith("_") and not last.endswith("__")
