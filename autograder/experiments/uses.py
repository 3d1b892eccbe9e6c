"""Which gradients went into updates: of what they were, and whether they had been given back."""

from __future__ import annotations

from collections import defaultdict

from autograder.evidence.schema import Op
from autograder.experiments.history import ASSIGNED, GRADIENT, History, writes
from autograder.experiments.nodes import refs, short


def uses(history: History) -> list[tuple[Op, int]]:
    """Every update by a gradient, and every gradient that a step() looked for in vain, with its
    leaf, in order."""
    found = [(item.op, leaf) for item in history.updates for leaf in item.owners]
    steps = {(op.site.unit, op.site.line) for kind, op in history.optimizer_calls if kind == "step"}
    found += [
        (op, refs(op)[0][0])
        for op in history.ops(GRADIENT)
        if (op.site.unit, op.site.line) in steps and not op.outputs and refs(op)
    ]
    return sorted(found, key=lambda item: item[0].seq)


def is_of_what_is_left(history: History, use: Op, leaf: int, clearing: Op) -> bool:
    """Whether what was used is what a clearing left, and not a gradient kept from before."""
    gradients = [
        history.trace.nodes[key]
        for key in history.trace.ancestors(*refs(use)[1:])
        if history.owner(key[0]) == leaf
    ]
    return not gradients or any(node.seq >= clearing.seq for node in gradients)


def given(history: History) -> dict[int, list[int]]:
    """When each leaf was given a gradient by hand, as whoever puts one back does."""
    found: dict[int, list[int]] = defaultdict(list)
    for op in history.ops(ASSIGNED):
        if len(refs(op)) > 1:
            found[refs(op)[0][0]].append(op.seq)
    return found


def is_written_to(history: History, leaf: int, start: int, end: int) -> bool:
    """Whether a leaf's gradient was changed or replaced between two events."""
    for op in history.trace.ops_between(start, end):
        name = short(op.name)
        if op.error is not None or not refs(op):
            continue
        first = refs(op)[0][0]
        if name == ASSIGNED and first == leaf:
            return True
        if name != ASSIGNED and writes(name) and history.owner(first) == leaf:
            return True
    return False
