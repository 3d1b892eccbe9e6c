"""Which experiment of the submission counts for which exercise: the one that earns most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.checks.case import Case, ProgramRuns
from autograder.checks.matching import assign
from autograder.checks.outcome import Outcome
from autograder.experiments.find import ATTEMPT
from autograder.experiments.model import Experiment
from autograder.static.called import wanted_names

Grade = Callable[[Case], tuple[Outcome, ...]]
"""The outcomes of all checks of a case."""


@dataclass(frozen=True)
class _Trial:
    """One experiment as the graded one: `place` is the number of its program and its own."""

    place: tuple[int, int]
    program: ProgramRuns
    experiment: Experiment
    rank: tuple[float, ...]
    score: tuple[float, ...]

    @property
    def time(self) -> int:
        """When it was differentiated, or computed where it was not."""
        backward = self.experiment.backward
        return self.experiment.root.seq if backward is None else backward.seq


def choose(case: Case, grade: Grade) -> Case:
    """The case with the experiment that counts, for each exercise where there are several.

    Only attempts at the exercise are considered. Among equals one that interrupts tracking, where
    the task asks for that, goes before a baseline, one with a backward before one without, a later
    before an earlier one. What is taken for one exercise is not taken for another.
    """
    if not case.spec.gradient.of and not case.parts:
        return case
    if not case.parts:
        case = _chosen(case, _best(_trials(case, grade)), grade)
        return replace(case, asked=_asked([case]))
    often = Counter(part.spec.gradient.wrt for part in case.parts)
    best = _matched(
        [tuple(_trials(part, grade, own=often[part.spec.gradient.wrt] == 1)) for part in case.parts]
    )
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


def _trials(case: Case, grade: Grade, *, own: bool = False) -> Iterator[_Trial]:
    """The attempts at an exercise. Where it has an input of its `own`, to start from that as the
    task gives it is one, whatever is then computed."""
    without = wanted_names(
        name for check in case.spec.checks if check.kind == "gradient" for name in check.without
    )
    for order, program in enumerate(case.programs):
        elsewhere = program.lines_calling(without) if without else frozenset()
        for index, experiment in enumerate(program.experiments):
            attempt = experiment.attempt >= ATTEMPT or (own and experiment.given)
            if experiment.superseded or not attempt:
                continue
            if (experiment.site.unit, experiment.site.line) in elsewhere:
                continue
            trial = replace(case, graded=experiment, program=program)
            results = [o for o in grade(trial) if o.check.kind != "explanation"]
            full = all(outcome.passed for outcome in results)
            rank = (
                full,
                # What a function of torch's does inside is nobody's own attempt.
                not experiment.internal,
                _cuts_as_asked(trial),
                sum(outcome.points for outcome in results),
                experiment.attempt,
                experiment.backward is not None,
                -order,
                experiment.index,
            )
            score = (rank[3], *map(float, (full, rank[1], rank[2], rank[4], rank[5])))
            yield _Trial((order, index), program, experiment, rank, score)


def _matched(trials: Sequence[Sequence[_Trial]]) -> list[_Trial | None]:
    """The trial that is taken for each exercise."""
    times = {item.place: item.time for some in trials for item in some}
    # The likeliest program last, as of equal attempts the last is taken.
    places = sorted(times, key=lambda place: (-place[0], times[place], place[1]))
    number = {place: index for index, place in enumerate(places)}
    rows = [{number[item.place]: item for item in some} for some in trials]
    taken = assign([{at: item.score for at, item in row.items()} for row in rows], len(places))
    return [None if at is None else row[at] for row, at in zip(rows, taken, strict=True)]


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
        backward = None if case.graded is None else case.graded.backward
        if "raises" in case.spec.kinds and case.gradient_earned and backward is not None:
            found |= {
                (order, backward.seq)
                for order, program in enumerate(case.programs)
                if program is case.program
            }
    return frozenset(found)
