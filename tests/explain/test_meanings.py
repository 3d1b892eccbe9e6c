"""Names of meanings in patterns stand for words of both languages, and denials are seen."""

from __future__ import annotations

import re

import pytest

from autograder.explain.meanings import known_names, names_in, written_out
from autograder.spec.load import load
from tests.explain.conftest import ROOT

ASSIGNMENTS = sorted(path.parent.name for path in (ROOT / "assignments").glob("*/assignment.yaml"))


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_rubrics_name_known_meanings_only(assignment: str) -> None:
    rule = load(assignment).spec.explanation
    lists = [rule.reversed, rule.wrong_derivatives]
    for concept in rule.concepts:
        lists += [concept.phrases, concept.patterns, concept.negations, concept.contradictions]
    written = [pattern for both in lists for pattern in (*both.zh, *both.en)]
    assert {name for pattern in written for name in names_in(pattern)} <= known_names()


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("<<graph>><<+>><<freed>>", "the graph is released after the first call", True),
        ("<<graph>><<+>><<freed>>", "计算图已经被释放", True),
        ("<<graph>><<+>><<freed>>", "the graph is not freed", False),
        ("<<graph>><<+>><<freed>>", "图不会被清除", False),
        ("<<yes>><<accumulate>>", "梯度会累加", True),
        ("<<yes>><<accumulate>>", "梯度不会累加", False),
        ("<<yes>><<accumulate>>", "gradients don't add up", False),
        ("<<given>>retain_graph", "加了 retain_graph", True),
        ("<<given>>retain_graph", "不加 retain_graph", False),
        ("<<given>>retain_graph", "without retain_graph", False),
        ("<<clear>>", "x.grad = none", True),
        ("<<clear>>", "unclearly", False),
        ("<<unnoticed>>", "the change slips past autograd", True),
        ("<<nobody>>", "nobody", False),
    ],
)
def test_pattern_says_what_is_meant(pattern: str, text: str, matches: bool) -> None:
    assert (re.search(written_out(pattern), text) is not None) == matches


def test_no_name_matches_nothing_at_all() -> None:
    for name in known_names() - {"yes", "given", "...", "+"}:
        assert re.search(written_out(f"<<{name}>>"), "") is None
