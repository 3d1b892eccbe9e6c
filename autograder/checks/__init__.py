"""Checks: what the evidence is worth. One kind of check a file; `grade` runs them all."""

from __future__ import annotations

from dataclasses import replace

from autograder.checks import call, explanation, gradient, otter, tracking, value
from autograder.checks.case import Case, ProgramRuns
from autograder.checks.outcome import Outcome
from autograder.experiments.find import ATTEMPT
from autograder.experiments.model import Experiment

KINDS = {
    "gradient": gradient,
    "value": value,
    "tracked": tracking,
    "untracked": tracking,
    "explanation": explanation,
    "otter": otter,
    "call": call,
}
"""The module of each kind of check; its docstring is what `autograder explain` prints."""


def outcomes(case: Case) -> tuple[Outcome, ...]:
    """The outcome of every check, in the order of the assignment, for the graded experiment."""
    found: list[Outcome] = []
    for question in case.spec.questions:
        for check in question.checks:
            if check.kind == "explanation":
                found.append(explanation.run(check, case.explanation))
            elif check.kind == "otter":
                found.append(otter.run(check, case.sat))
            elif check.kind == "call":
                found.append(call.run(check, case.called, ended=case.ended))
            elif check.kind == "gradient":
                found.append(
                    gradient.run(
                        check,
                        case.graded,
                        case.expected,
                        case.trace,
                        changeable=case.gradient_changeable,
                    )
                )
            elif check.kind == "value":
                found.append(value.run(check, case.graded, case.expected))
            else:
                found.append(
                    tracking.run(
                        check, case.graded, case.expected, input_tracked=case.input_tracked
                    )
                )
    return tuple(found)


def withheld(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes where the evidence is in doubt: no points for it until a person has looked."""
    return tuple(
        outcome
        if outcome.check.kind == "explanation"
        else replace(outcome, status="inconclusive", share=0.0, reason="withheld")
        for outcome in found
    )


def choose(case: Case) -> Case:
    """The case with the experiment that counts: the one that earns most.

    Only attempts at the exercise are considered. Among equals one that tries to interrupt
    tracking goes before a baseline, one with a backward before one without, a later before an
    earlier one.
    """
    best: tuple[float, ...] | None = None
    chosen: tuple[ProgramRuns, Experiment] | None = None
    for order, program in enumerate(case.programs):
        for experiment in program.experiments:
            if experiment.superseded or experiment.attempt < ATTEMPT:
                continue
            trial = replace(case, graded=experiment, program=program)
            results = [o for o in outcomes(trial) if o.check.kind != "explanation"]
            earned = sum(outcome.points for outcome in results)
            full = all(outcome.passed for outcome in results)
            rank = (
                full,
                _tries_to_interrupt(trial),
                earned,
                experiment.attempt,
                experiment.backward is not None,
                -order,
                experiment.index,
            )
            if best is None or rank > best:
                best, chosen = rank, (program, experiment)
    if chosen is not None:
        case = replace(case, graded=chosen[1], program=chosen[0])
    return replace(case, passed=frozenset(o.check.id for o in outcomes(case) if o.passed))


def _tries_to_interrupt(case: Case) -> bool:
    """Whether some role that goes into the result is untracked although the input is tracked."""
    return case.input_tracked and any(not item.tracked for _, item in case.others())
