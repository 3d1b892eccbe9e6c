"""The same submissions, graded by Otter-Grader itself and by us, question by question."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.ingest import load
from autograder.otter.grader import OtterGrader
from autograder.report.model import Report
from tests.otter.conftest import run_otter
from tests.otter.pairs import Pair, make


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    return make(tmp_path_factory.mktemp("pairs"))


@pytest.fixture(scope="module")
def ours(pairs: list[Pair]) -> dict[str, Report]:
    found: dict[str, Report] = {}
    for zipped in dict.fromkeys(pair.zipped for pair in pairs):
        mine = [pair for pair in pairs if pair.zipped == zipped]
        with OtterGrader(zipped, workers=2) as grader:
            submissions = (replace(load(pair.submission), name=pair.name) for pair in mine)
            found |= {report.submission: report for report in grader.grade_all(submissions)}
    return found


def compare(pair: Pair, report: Report, theirs: dict[str, list[float]] | str) -> list[str]:
    """Sentences about what differs."""
    if isinstance(theirs, str):
        theirs = {question.id: [0.0, question.max_score] for question in report.questions}
    differences = []
    if {question.id for question in report.questions} != set(theirs):
        differences.append(f"{pair.name}: other questions: {sorted(theirs)}")
    for question in report.questions:
        score, possible = theirs.get(question.id, (math.nan, math.nan))
        same = math.isclose(question.score, score, abs_tol=1e-4)
        if not same or not math.isclose(question.max_score, possible, abs_tol=1e-4):
            differences.append(
                f"{pair.name}, {question.id}: {question.score:g} of {question.max_score:g}, "
                f"Otter {score:g} of {possible:g}"
            )
    return differences


def test_every_question_of_every_pair_gets_what_otter_gives(
    pairs: list[Pair], ours: dict[str, Report], otter_python: Path, tmp_path: Path
) -> None:
    theirs = run_otter(otter_python, pairs, tmp_path)
    assert len(pairs) >= 50
    assert len({pair.submission.suffix for pair in pairs}) == 2
    differences = []
    for pair, result in zip(pairs, theirs, strict=True):
        if compare(pair, ours[pair.name], result):
            # Some programs load seconds' worth of torch's own modules: once more, alone.
            with OtterGrader(pair.zipped, workers=1) as grader:
                again = grader.grade(replace(load(pair.submission), name=pair.name))
            differences += compare(pair, again, result)
    assert differences == []
    scores = {question.score for report in ours.values() for question in report.questions}
    assert len(scores) > 8, "submissions that all get the same compare nothing"


def test_a_real_kernel_of_otter_agrees_too(
    pairs: list[Pair], ours: dict[str, Report], otter_python: Path, tmp_path: Path
) -> None:
    """Otter as it comes, a kernel for each; few, since each takes seconds."""
    chosen = [pair for pair in pairs if pair.name.endswith(("rebound_later", "script stops"))]
    theirs = run_otter(otter_python, chosen, tmp_path, kernel=True)
    for pair, result in zip(chosen, theirs, strict=True):
        assert not isinstance(result, str)
        assert compare(pair, ours[pair.name], result) == []
