"""Honest programs raise nothing: a wrong accusation is as bad as a miss."""

from __future__ import annotations

import pytest

from autograder.pipeline import Grader
from autograder.report.model import Report
from tests.honest.corpus import Honest, programs

PROGRAMS = programs()


@pytest.fixture(scope="module")
def reports(grader: Grader) -> dict[str, Report]:
    """All programs, graded as one batch."""
    graded = grader.grade_all(program.submission() for program in PROGRAMS)
    return {report.submission: report for report in graded}


def test_there_are_at_least_300() -> None:
    """Each under a name of its own."""
    assert len({program.name for program in PROGRAMS}) == len(PROGRAMS) >= 300


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_an_honest_program_is_graded_without_suspicion(
    program: Honest, reports: dict[str, Report]
) -> None:
    """It also keeps its marks, whatever stands beside the exercise."""
    report = reports[program.name]
    assert report.flags == ()
    assert report.status == "graded", report.messages
    assert "tampering" not in {message.code for message in report.messages}
    assert report.score == report.max_score
