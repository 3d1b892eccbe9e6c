"""Programs that know our source and try to make a wrong answer look right: none gets through."""

from __future__ import annotations

import pytest

from autograder.pipeline import Grader
from autograder.report.model import Report
from tests.hostile.forgery.attacks import EXPLANATION, Attack, read
from tests.support import submission

ATTACKS = read()


@pytest.fixture(scope="module")
def reports(grader: Grader) -> dict[str, Report]:
    """All attacks, graded as one batch."""
    graded = grader.grade_all(attack.submission() for attack in ATTACKS)
    return {report.submission: report for report in graded}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_earns_no_full_marks(attack: Attack, reports: dict[str, Report]) -> None:
    """Nor does a deliberate one go unseen."""
    report = reports[attack.name]
    assert report.status != "not_graded", report.summary
    if attack.outcome == "tampering":
        assert report.status == "needs_review"
        assert any(flag.code in ("tampering", "protocol_error") for flag in report.flags)
    else:
        assert attack.outcome == "no_full_marks"
    assert report.score < report.max_score


def test_the_explanation_alone_is_no_reason_for_less_than_full_marks(grader: Grader) -> None:
    """So the attacks fail by their programs."""
    program = (
        "import torch\nx = torch.tensor(1.0, requires_grad=True)\ny1 = x**2\n"
        "with torch.no_grad():\n    y2 = x**3\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)\n"
    )
    report = grader.grade(submission({"homework.py": program, "explanation.md": EXPLANATION}))
    assert (report.score, report.status) == (report.max_score, "graded")
