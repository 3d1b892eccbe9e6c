"""Rules that hold for any program: every example of each is graded, all of them as one batch."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from autograder.diagnosis.model import Rule
from autograder.diagnosis.registry import all_rules
from autograder.pipeline import Grader
from autograder.report.model import Message, Report
from autograder.sandbox.client import Sandbox, Server
from autograder.sandbox.host import PRELOAD
from autograder.spec.load import LoadedAssignment
from tests.support import submission

GENERAL = tuple(rule for rule in all_rules() if rule.general)
CODES = frozenset(rule.code for rule in GENERAL)
BAD = {f"{rule.code}-{n}": (rule, text) for rule in GENERAL for n, text in enumerate(rule.bad)}
GOOD = {f"{rule.code}-{n}": text for rule in GENERAL for n, text in enumerate(rule.good)}


@pytest.fixture(scope="module")
def reports(assignment: LoadedAssignment) -> dict[str, Report]:
    """With one intervention only: what these rules look at is the program as handed in."""
    probes = assignment.spec.probes.model_copy(update={"count": 1})
    once = replace(assignment, spec=assignment.spec.model_copy(update={"probes": probes}))
    texts = {
        **{f"bad-{name}": text for name, (_, text) in BAD.items()},
        **{f"good-{name}": text for name, text in GOOD.items()},
    }
    programs = (submission({"hw.py": text}, name) for name, text in texts.items())
    # Many of them use an optimizer, which imports much at its first step.
    with (
        Server(preload=(*PRELOAD, "torch._dynamo")) as server,
        closing(Sandbox(server)) as sandbox,
        Grader(once, language="en", sandbox=sandbox) as grader,
    ):
        return {report.submission: report for report in grader.grade_all(programs)}


def said(report: Report) -> list[Message]:
    return [message for message in report.messages if message.code in CODES]


def test_there_are_at_least_25() -> None:
    assert len(GENERAL) >= 25


@pytest.mark.parametrize("rule", GENERAL, ids=lambda rule: rule.code)
def test_a_general_rule_has_examples_of_both_kinds(rule: Rule) -> None:
    assert len(rule.bad) >= 1
    assert len(rule.good) >= 1


@pytest.mark.parametrize("name", BAD)
def test_a_bad_example_gets_its_diagnosis_and_no_second_one(
    name: str, reports: dict[str, Report]
) -> None:
    rule, _ = BAD[name]
    assert [message.code for message in said(reports[f"bad-{name}"])] == [rule.code]


@pytest.mark.parametrize("name", BAD)
def test_the_text_is_filled_in_and_has_a_place(name: str, reports: dict[str, Report]) -> None:
    (message, *_) = said(reports[f"bad-{name}"])
    assert "{" not in message.message + message.hint
    assert message.where is not None
    assert message.where.line is not None


@pytest.mark.parametrize("name", GOOD)
def test_a_good_example_gets_none(name: str, reports: dict[str, Report]) -> None:
    assert said(reports[f"good-{name}"]) == []
