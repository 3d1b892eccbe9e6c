"""The examples of every rule are its tests."""

from __future__ import annotations

import ast

import pytest

from autograder.extract.document import Cell, Document, Program
from autograder.static import Finding, inspect
from autograder.static.rule import Bad, Rule, all_rules

VALID = [(rule, source) for rule in all_rules() for source in rule.valid]
INVALID = [(rule, bad) for rule in all_rules() for bad in rule.invalid]


def findings(rule: Rule, source: str, before: tuple[str, ...] = ()) -> list[Finding]:
    cells = tuple(
        Cell("code", text, "hw", number if before else None)
        for number, text in enumerate((*before, source), start=1)
    )
    program = Program("hw", "notebook" if before else "script", cells)
    found = inspect(Document((program,), ()))
    return [item for item in found.items if item.code == rule.code]


@pytest.mark.parametrize(("rule", "source"), VALID, ids=lambda value: getattr(value, "name", ""))
def test_valid_examples_raise_nothing(rule: Rule, source: str) -> None:
    assert findings(rule, source) == []


@pytest.mark.parametrize(("rule", "bad"), INVALID, ids=lambda value: getattr(value, "name", ""))
def test_invalid_examples_are_found_at_their_lines(rule: Rule, bad: Bad) -> None:
    found = findings(rule, bad.source, bad.before)
    assert tuple(item.where.line for item in found) == bad.lines
    assert {item.where.cell for item in found} == {len(bad.before) + 1 if bad.before else None}
    assert bad.detail.items() <= found[0].detail.items()
    assert found[0].detail["code"]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_explains_itself_and_has_examples(rule: Rule) -> None:
    for part in ("*What it checks*", "*Why it matters*", "*Example*", "*Feedback*"):
        assert part in rule.about
    assert rule.valid
    assert rule.invalid


def test_the_valid_examples_are_python() -> None:
    for _, source in VALID:
        if "!" not in source and "%matplotlib" not in source:
            ast.parse(source)
