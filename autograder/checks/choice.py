"""Which experiment of the submission counts for which exercise: the one that earns most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from autograder.checks.case import Case, ProgramRuns
from autograder.checks.outcome import Outcome
from autograder.experiments.find import ATTEMPT
from autograder.experiments.model import Experiment

Grade = Callable[[Case], tuple[Outcome, ...]]
"""The outcomes of all checks of a case."""


@dataclass(frozen=True)
class _Trial:
    """One experiment as the graded one: `place` is the number of its program and its own."""

    place: tuple[int, int]
    program: ProgramRuns
    experiment: Experiment
    full: bool
    rank: tuple[float, ...]


def choose(case: Case, grade: Grade) -> Case:
    """The case with the experiment that counts, for each exercise where there are several.

    Only attempts at the exercise are considered. Among equals one that interrupts tracking, where
    the task asks for that, goes before a baseline, one with a backward before one without, a later
    before an earlier one. What answers one exercise in full is not taken for an attempt at another.
    """
    if not case.spec.gradient.of and not case.parts:
        return case
    if not case.parts:
        case = _chosen(case, _best(_trials(case, grade)), grade)
        return replace(case, asked=_asked([case]))
    trials = [tuple(_trials(part, grade)) for part in case.parts]
    best = [_best(item for item in some if item.full) for some in trials]
    taken = {item.place for item in best if item is not None}
    for number, some in enumerate(trials):
        if best[number] is None:
            best[number] = _best(item for item in some if item.place not in taken)
            taken |= {item.place for item in (best[number],) if item is not None}
    parts = [_chosen(part, trial, grade) for part, trial in zip(case.parts, best, strict=True)]
    asked = _asked(parts)
    parts = [replace(part, asked=asked) if part.graded is not None else part for part in parts]
    first = parts[0]
    return replace(
        case,
        parts=tuple(parts),
        graded=first.graded,
        program=first.program,
        expected=first.expected,
        asked=asked,
        passed=frozenset(check for part in parts for check in part.passed),
    )


def _trials(case: Case, grade: Grade) -> Iterator[_Trial]:
    for order, program in enumerate(case.programs):
        for index, experiment in enumerate(program.experiments):
            if experiment.superseded or experiment.attempt < ATTEMPT:
                continue
            trial = replace(case, graded=experiment, program=program)
            results = [o for o in grade(trial) if o.check.kind != "explanation"]
            full = all(outcome.passed for outcome in results)
            rank = (
                full,
                _cuts_as_asked(trial),
                sum(outcome.points for outcome in results),
                experiment.attempt,
                experiment.backward is not None,
                -order,
                experiment.index,
            )
            yield _Trial((order, index), program, experiment, full, rank)


def _best(trials: Iterable[_Trial]) -> _Trial | None:
    return max(trials, key=lambda trial: trial.rank, default=None)


def _chosen(case: Case, trial: _Trial | None, grade: Grade) -> Case:
    if trial is None:
        return case
    case = replace(case, graded=trial.experiment, program=trial.program)
    return replace(case, passed=frozenset(o.check.id for o in grade(case) if o.passed))


def _cuts_as_asked(case: Case) -> bool:
    """Whether some role that goes into the result is untracked although the input is tracked; or,
    where the reference cuts nothing off, whether none is."""
    cuts = case.input_tracked and any(not item.tracked for _, item in case.others())
    return cuts != all(case.expected.tracked.values())


def _asked(cases: Iterable[Case]) -> frozenset[tuple[int, int]]:
    """The differentiations that fail as the task asks."""
    found = set()
    for case in cases:
        kinds = {check.kind for question in case.spec.questions for check in question.checks}
        backward = None if case.graded is None else case.graded.backward
        if "raises" in kinds and case.gradient_earned and backward is not None:
            found |= {
                (order, backward.seq)
                for order, program in enumerate(case.programs)
                if program is case.program
            }
    return frozenset(found)
