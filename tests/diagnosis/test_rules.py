"""Every rule's own examples are its tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.diagnosis.model import Rule
from autograder.diagnosis.registry import all_rules
from tests.support import Grade

PARTICULAR = [rule for rule in all_rules() if not rule.general]
"""The others hold for any program: `test_general.py`."""
BAD = [(rule, program) for rule in PARTICULAR for program in rule.bad]
GOOD = sorted({(rule.assignment, program) for rule in PARTICULAR for program in rule.good})


@pytest.mark.parametrize(("rule", "program"), BAD, ids=lambda value: getattr(value, "code", ""))
def test_a_bad_example_gets_its_diagnosis_first(
    rule: Rule, program: str, grade_with: Callable[[str], Grade]
) -> None:
    report = grade_with(rule.assignment)(program)
    codes = [m.code for m in report.messages if not m.code.startswith("explanation")]
    assert codes[:1] == [rule.code]


@pytest.mark.parametrize(("assignment_name", "program"), GOOD)
def test_a_good_example_gets_no_diagnosis(
    assignment_name: str, program: str, grade_with: Callable[[str], Grade]
) -> None:
    report = grade_with(assignment_name)(program)
    codes = [m.code for m in report.messages if not m.code.startswith("explanation")]
    assert codes == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_documents_itself_and_speaks_both_languages(rule: Rule) -> None:
    assert "Why it matters:" in rule.about
    assert "Example:" in rule.about
    assert "Feedback:" in rule.about
    for words in (rule.message, rule.hint):
        assert words.zh
        assert words.en


def test_codes_and_files_agree() -> None:
    codes = [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))
    for rule in all_rules():
        assert rule.find.__module__.rsplit(".", 1)[-1] == rule.code
