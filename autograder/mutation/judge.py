"""What grading makes of each mutant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from autograder.grading import GradesAll
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.mutation.mutants import Mutant
from autograder.report.model import Report
from autograder.spec.model import Assignment

Fate: TypeAlias = Literal["equivalent", "survived", "diagnosed", "undiagnosed"]
"""equivalent: it behaves as the reference does. survived: it does not, and gets full marks.
diagnosed: it loses marks and is told why. undiagnosed: it loses marks and is told nothing."""


@dataclass(frozen=True)
class Judged:
    """A mutant with its fate, its points without those of the explanation, and its diagnosis."""

    mutant: Mutant
    fate: Fate
    points: float
    diagnosis: str


def judge(
    mutants: Iterable[Mutant],
    spec: Assignment,
    grader: GradesAll,
    behaviour: Callable[[Submission], str],
    reference: Submission,
) -> tuple[Judged, ...]:
    """Grade the mutants, in their order.

    The written explanation stays that of the reference, so only the program's points count.
    `behaviour` tells how a submission behaves (see `experiments.signature`); it is asked for those
    that lose nothing.
    """
    handed_in = {f"mutant-{number:04}": mutant for number, mutant in enumerate(mutants, start=1)}
    submissions = {name: _submission(name, mutant) for name, mutant in handed_in.items()}
    reports = {report.submission: report for report in grader.grade_all(submissions.values())}
    right = behaviour(reference)
    found = []
    for name, mutant in handed_in.items():
        report = reports[name]
        earned, full = _program_points(report, spec)
        costly = [
            message.code
            for message in report.messages
            if message.severity == "error" and not message.code.startswith("explanation_")
        ]
        if earned >= full and report.status == "graded":
            same = behaviour(submissions[name]) == right
            fate: Fate = "equivalent" if same else "survived"
        else:
            fate = "diagnosed" if costly else "undiagnosed"
        found.append(Judged(mutant, fate, earned, costly[0] if costly else ""))
    return tuple(found)


def _submission(name: str, mutant: Mutant) -> Submission:
    return Submission(name, name, (SubmittedFile("mutant.py", mutant.source.encode()),))


def _program_points(report: Report, spec: Assignment) -> tuple[float, float]:
    """Points earned and to be earned by everything but the explanation."""
    kinds = {check.id: check.kind for check in spec.checks}
    checks = [
        check
        for part in report.questions
        for check in part.checks
        if kinds.get(check.id) != "explanation"
    ]
    full = sum(check.points for check in spec.checks if check.kind != "explanation")
    return sum(check.score for check in checks), full
