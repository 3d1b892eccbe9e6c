"""The trace as a table: what torch was asked to do, in order, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.checks.case import ProgramRuns
from autograder.evidence.schema import Backward, Op, Raised, Ref
from autograder.experiments.nodes import OBSERVING, short
from autograder.experiments.trace import Trace
from autograder.extract.document import Where
from autograder.insight.graph import expression, shown

MAX_ROWS = 300
"""Rows that are kept; a loop that trains for long has thousands, all alike."""


@dataclass(frozen=True)
class TraceRow:
    """One call. Flags are those of its result, None where it has none.

    `kind` is "op", "look" (it only reads flags or a gradient), "backward" or "error". `value` is
    the result's contents; for a backward, the gradients before and after, by name.
    """

    kind: str
    where: Where | None
    name: str
    call: str
    value: str
    requires_grad: bool | None
    grad_fn: str | None
    is_leaf: bool | None
    grad_mode: bool | None
    error: str


def rows_of(program: ProgramRuns) -> tuple[tuple[TraceRow, ...], int]:
    """The rows of the program as handed in, and how many more there are."""
    run = program.run
    if run is None or not program.traces:
        return (), 0
    trace = program.traces[0]
    rows: list[TraceRow] = []
    left_out = 0
    for frame in run.frames:
        if not isinstance(frame, (Op, Backward, Raised)):
            continue
        if len(rows) >= MAX_ROWS:
            left_out += 1
        elif isinstance(frame, Op):
            rows.append(_of_op(frame, program, trace))
        elif isinstance(frame, Backward):
            rows.append(_of_backward(frame, program, trace))
        else:
            rows.append(_of_error(frame, program))
    return tuple(rows), left_out


def _of_op(op: Op, program: ProgramRuns, trace: Trace) -> TraceRow:
    state = op.outputs[0] if op.outputs else None
    value = "" if op.number is None else f"{op.number:.4g}"
    names: tuple[str, ...] = ()
    if state is not None:
        value = shown(state.values, state.shape)
        names = trace.names.get((state.tensor, state.version), ())
    return TraceRow(
        kind="look" if short(op.name) in OBSERVING else "op",
        where=program.where(op.site),
        name=names[0] if names else "",
        call=expression(op, trace),
        value=value,
        requires_grad=None if state is None else state.requires_grad,
        grad_fn=None if state is None else state.grad_fn,
        is_leaf=None if state is None else state.is_leaf,
        grad_mode=op.grad_enabled and not op.inference,
        error=op.error or "",
    )


def _of_backward(step: Backward, program: ProgramRuns, trace: Trace) -> TraceRow:
    changes = []
    for leaf in step.leaves:
        name = next(iter(sorted(trace.names_of_tensor.get(leaf.tensor, ()))), "·")
        before, after = _gradient(leaf.before), _gradient(leaf.after)
        changes.append(f"{name}.grad: {before} → {after}")
    roots = ", ".join(_name(trace, root) for root in step.roots)
    wrt = ", ".join(_name(trace, item) for item in step.wrt)
    results = ", ".join("None" if r is None else shown(r.values, r.shape) for r in step.results)
    return TraceRow(
        kind="backward",
        where=program.where(step.site),
        name="",
        call=f"{roots}.backward()" if step.kind == "backward" else f"grad({roots}, {wrt})",
        value="; ".join(changes) or results,
        requires_grad=None,
        grad_fn=None,
        is_leaf=None,
        grad_mode=step.grad_enabled,
        error=step.error or "",
    )


def _of_error(raised: Raised, program: ProgramRuns) -> TraceRow:
    return TraceRow(
        kind="error",
        where=program.where(raised.stack[-1] if raised.stack else None),
        name="",
        call=raised.type,
        value="",
        requires_grad=None,
        grad_fn=None,
        is_leaf=None,
        grad_mode=None,
        error=f"{raised.type}: {raised.message}",
    )


def _name(trace: Trace, ref: Ref) -> str:
    names = trace.names.get((ref.tensor, ref.version), ())
    return names[0] if names else "·"


def _gradient(values: tuple[float, ...] | None) -> str:
    return "None" if values is None else shown(values, () if len(values) == 1 else (len(values),))
