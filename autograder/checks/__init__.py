"""Checks: what the evidence is worth. One kind of check a file; `grade` runs them all."""

from __future__ import annotations

from dataclasses import replace

from autograder.checks import (
    call,
    choice,
    computed,
    explanation,
    gradient,
    observed,
    otter,
    raises,
    tracking,
    uses,
    value,
    warns,
)
from autograder.checks.case import Case
from autograder.checks.outcome import Outcome
from autograder.spec.model import OF_EXERCISE, Check

KINDS = {
    "gradient": gradient,
    "value": value,
    "tracked": tracking,
    "untracked": tracking,
    "raises": raises,
    "observed": observed,
    "warns": warns,
    "computed": computed,
    "uses": uses,
    "explanation": explanation,
    "otter": otter,
    "call": call,
}
"""The module of each kind of check; its docstring is what `autograder explain` prints."""


def outcomes(case: Case) -> tuple[Outcome, ...]:
    """The outcome of every check, in the order of the assignment."""
    of_exercise = {
        check.id: _of_exercise(check, part)
        for part in case.exercises
        for check in part.spec.checks
        if check.kind in OF_EXERCISE
    }
    return tuple(
        of_exercise[check.id] if check.id in of_exercise else _of_whole(check, case)
        for check in case.spec.checks
    )


def _of_exercise(check: Check, case: Case) -> Outcome:
    """The outcome of a check on one exercise, for its graded experiment."""
    graded, expected = case.graded, case.expected
    if check.kind == "gradient":
        return gradient.run(
            check, graded, expected, case.trace, changeable=lambda: case.gradient_changeable
        )
    if check.kind == "raises":
        return raises.run(check, graded, expected)
    if check.kind == "value":
        alone = not any(one.kind == "gradient" for one in case.spec.checks)
        return value.run(check, graded, expected, alone=alone)
    if check.kind == "observed":
        return observed.run(check, graded, expected, case.trace)
    return tracking.run(check, graded, expected, input_tracked=case.input_tracked)


def _of_whole(check: Check, case: Case) -> Outcome:
    """The outcome of a check on the whole submission."""
    if check.kind == "explanation":
        return explanation.run(check, case.explanation)
    if check.kind == "otter":
        return otter.run(check, case.sat)
    if check.kind == "call":
        return call.run(check, case.called, ended=case.ended)
    if check.kind == "warns":
        return warns.run(check, case.programs)
    if check.kind == "computed":
        return computed.run(check, case.programs, case.computed)
    return uses.run(check, case.programs)


def withheld(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes where the evidence is in doubt: no points for it until a person has looked."""
    return tuple(
        outcome
        if outcome.check.kind == "explanation"
        else replace(outcome, status="inconclusive", share=0.0, reason="withheld")
        for outcome in found
    )


def choose(case: Case) -> Case:
    """The case with the experiment that counts, for each exercise (`choice.choose`)."""
    return choice.choose(case, outcomes)
