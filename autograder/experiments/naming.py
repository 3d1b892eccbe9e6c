"""Which names the student gave to tensors and numbers, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from autograder.evidence.schema import Bound, Frame, Op, Ref, Site
from autograder.experiments.nodes import OBSERVING, NodeKey, short

Targets: TypeAlias = Mapping[tuple[int, int], tuple[str, ...]]
"""(unit, line) to the names that the statement there assigns."""

MAX_NAMES = 16
"""Names of one tensor that are kept; a program that has more of them makes them up."""
MAX_NUMBERS = 1_000
"""Global names of plain numbers that are kept."""


def names_of(
    events: Iterable[Frame], ops: Iterable[Op], targets: Targets
) -> tuple[
    dict[NodeKey, tuple[str, ...]],
    dict[str, tuple[tuple[int, float], ...]],
    dict[tuple[NodeKey, str], Site],
    dict[tuple[str, int], Site],
]:
    """`names`, `numbers`, `bindings` and `number_sites` of a trace."""
    names: dict[NodeKey, dict[str, None]] = defaultdict(dict)
    numbers: dict[str, list[tuple[int, float]]] = defaultdict(list)
    bindings: dict[tuple[NodeKey, str], Site] = {}
    number_sites: dict[tuple[str, int], Site] = {}
    for frame in events:
        if not isinstance(frame, Bound):
            continue
        for name, value in frame.names.items():
            if not isinstance(value, Ref):
                if name in numbers or len(numbers) < MAX_NUMBERS:
                    numbers[name].append((frame.seq, float(value)))
                    number_sites[name, frame.seq] = _assigned_at(frame, name, targets)
                continue
            key = value.tensor, value.version
            if len(names[key]) < MAX_NAMES:
                names[key].setdefault(name)
                bindings.setdefault((key, name), Site(frame.unit, frame.line))
    for key, name in _named_by_line(ops, targets):
        if len(names[key]) < MAX_NAMES:
            names[key].setdefault(name)
    return (
        {key: tuple(found) for key, found in names.items() if found},
        {name: tuple(found) for name, found in numbers.items()},
        bindings,
        number_sites,
    )


def _assigned_at(frame: Bound, name: str, targets: Targets) -> Site:
    """The line that assigned the name; a cell tells of its names only when it ends."""
    lines = [line for (unit, line), to in targets.items() if unit == frame.unit and name in to]
    return Site(frame.unit, frame.line if frame.line in lines or not lines else max(lines))


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
