"""Every finding can be put into words in both languages with the fields that it carries."""

from __future__ import annotations

import pytest

from autograder.explain.messages import MESSAGES
from tests.explain.support import NO_GRADIENT, Read

ANSWERS = {
    "explanation_missing": "",
    "explanation_incomplete": "因为 y2 没有被追踪",
    "explanation_contradicts_result": "梯度为 7",
    "explanation_reversed": "y2 会被追踪",
    "explanation_wrong_derivative": "dy3/dx = 2x + 3x = 5x",
    "explanation_keyword_list": "no_grad, requires_grad, 计算图, 梯度",
}


@pytest.mark.parametrize("code", sorted(MESSAGES))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_wording_has_all_its_fields(code: str, language: str, read: Read) -> None:
    finding = next(f for f in read(ANSWERS[code]).findings if f.code == code)
    fields = {"quote": finding.quote, **finding.detail}
    wording = MESSAGES[code]
    for text in (wording.message, wording.hint):
        said = text.in_(language).format(**fields)
        assert said.strip()
        assert "{" not in said
    if finding.quote and "{quote}" in wording.message.zh:
        assert finding.quote in wording.message.in_(language).format(**fields)


def test_every_code_has_a_wording() -> None:
    assert set(MESSAGES) == set(ANSWERS)


def test_missing_ideas_are_named(read: Read) -> None:
    (finding,) = read("因为 y2 没有被追踪").findings
    assert finding.detail["missing"] == "not_propagated|only_y1"
    assert "x²" in finding.detail["missing_zh"]
    assert "flow back" in finding.detail["missing_en"]


def test_a_program_without_gradient_is_said_so(read: Read) -> None:
    finding = read("梯度为 7", facts=NO_GRADIENT).findings[0]
    assert finding.detail["gave_en"] == "gives no gradient"
    assert finding.detail["gave_zh"] == "没有得到梯度"


def test_the_gradient_asked_for_does_not_contradict_a_program_that_gave_none(read: Read) -> None:
    result = read("y2 没有被追踪，只有 y1 有贡献，梯度为 2", facts=NO_GRADIENT)
    assert result.findings == ()
    assert [(claim.value, claim.agrees) for claim in result.claims] == [(2.0, False)]
