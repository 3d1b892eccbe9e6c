"""The student's own graph as text: what makes the result, what each term brings to x, and where
tracking stops."""

from __future__ import annotations

import re
import unicodedata

from autograder.checks.case import Case, ProgramRuns
from autograder.evidence.schema import Ref
from autograder.experiments.model import Experiment, Quantity
from autograder.experiments.structure import operation
from autograder.experiments.trace import Trace
from autograder.feedback.words import number, place, values

MAX_TERMS = 12
_WIDE = 34
_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "**"}


def draw(case: Case, program: ProgramRuns, experiment: Experiment, language: str) -> str:
    """The graph of one experiment in monospace, one line for the result and one for each term."""
    trace = program.traces[0]
    final = experiment.roles.get(case.spec.gradient.of, experiment.root)
    rows = [(_label(final, program, trace), _grad_fn(final, language), "")]
    joined = experiment.operation in _SIGNS and experiment.operation != "pow"
    shown = experiment.terms[:MAX_TERMS] if joined or not experiment.operation else ()
    for index, term in enumerate(shown):
        branch = "└─ " if index == len(shown) - 1 else "├─ "
        note = _note(case, program, experiment, term, language)
        rows.append((branch + _label(term, program, trace), _grad_fn(term, language), note))
    left = max(_width(row[0]) for row in rows)
    middle = max(_width(row[1]) for row in rows)
    return "\n".join(
        f"{_pad(label, left)}   {_pad(grad_fn, middle)}   {note}".rstrip()
        for label, grad_fn, note in rows
    )


def _label(item: Quantity, program: ProgramRuns, trace: Trace) -> str:
    line = program.line(item.site).split("#", 1)[0].rstrip().rstrip(";")
    for name in item.names:
        if re.match(rf"{re.escape(name)}\s*[-+*/]?=(?!=)", line) and _width(line) <= _WIDE:
            return line
    expression = _expression(item, trace)
    return (
        f"{item.names[0]} = {expression}"
        if item.names and expression
        else (expression or item.name or values(item.values[0]))
    )


def _expression(item: Quantity, trace: Trace) -> str:
    op = item.producer
    if op is None:
        return values(item.values[0]) if item.node is None else ""
    parts = []
    for argument in op.inputs[:3]:
        if isinstance(argument, Ref):
            names = trace.names.get((argument.tensor, argument.version), ())
            parts.append(names[0] if names else "·")
        elif isinstance(argument, (int, float)):
            parts.append(number(float(argument)))
    sign = _SIGNS.get(operation(op))
    if sign and len(parts) == 2:
        return f"{parts[0]} {sign} {parts[1]}"
    return f"{operation(op)}({', '.join(parts)})"


def _grad_fn(item: Quantity, language: str) -> str:
    if item.state is not None and item.state.grad_fn is not None:
        return item.state.grad_fn
    if item.state is not None and item.state.requires_grad:
        return "叶子张量" if language == "zh" else "leaf"
    if item.node is None:
        return "普通数字" if language == "zh" else "plain number"
    return "没有 grad_fn" if language == "zh" else "no grad_fn"


def _note(
    case: Case, program: ProgramRuns, experiment: Experiment, term: Quantity, language: str
) -> str:
    zh = language == "zh"
    if _starts(experiment, term):
        return ""
    x = case.input_name
    if experiment.input is not None and experiment.input.quantity.name:
        x = experiment.input.quantity.name
    if term.tracked:
        brought = _brings(experiment, term)
        if brought is None or experiment.gradient is None:
            return ""
        return f"向 {x} 传回 {number(brought)}" if zh else f"brings {number(brought)} to {x}"
    if not _input_tracked(experiment):
        return f"{x} 没有被追踪" if zh else f"{x} is not tracked"
    where = place(program.where(term.site), language)
    if zh:
        return f"追踪在这里中断（{where}）" if where else "追踪在这里中断"
    return f"tracking stops here ({where})" if where else "tracking stops here"


def _starts(experiment: Experiment, term: Quantity) -> bool:
    """Whether the term is where a computation starts rather than where one was cut off: the input
    itself, or a number that does not follow it."""
    if experiment.input is not None and term.node == experiment.input.quantity.node:
        return True
    return term.node is None and (term.power is None or term.power.constant)


def _input_tracked(experiment: Experiment) -> bool:
    state = None if experiment.input is None else experiment.input.quantity.state
    return state is None or state.requires_grad


def _brings(experiment: Experiment, term: Quantity) -> float | None:
    """The derivative of a term c * x**p at the student's own x: c * p * x**(p - 1)."""
    if experiment.input is None or term.power is None:
        return None
    start = experiment.input.quantity.values[0]
    if not start or len(set(start)) != 1:
        return None
    power = term.power
    return float(power.coefficient * power.exponent * start[0] ** (power.exponent - 1))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
