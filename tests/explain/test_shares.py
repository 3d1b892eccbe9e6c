"""Answers in many voices earn the share that a teacher would give, and no false accusation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.explain.support import Read, codes, lines_of

CODES = {
    "reversed": "reversed",
    "contradicts": "contradicts_result",
    "wrong": "wrong_derivative",
    "keyword": "keyword_list",
    "missing": "missing",
}


@dataclass(frozen=True)
class Answer:
    expected: str
    text: str
    code: str


def answers() -> list[Answer]:
    """One a line: `full`, `half` or findings, a bar, the text, and perhaps `@@code` and code."""
    found = []
    folder = Path(__file__).parent
    for line in (*lines_of(folder / "shares_zh.txt"), *lines_of(folder / "shares_en.txt")):
        expected, written = line.split(" | ", 1)
        text, _, code = re.sub(
            r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], written
        ).partition("@@code ")
        found.append(Answer(expected, text.strip(" "), code))
    return found


ANSWERS = answers()


@pytest.mark.parametrize("answer", ANSWERS, ids=[a.text[:40] or a.code[:40] for a in ANSWERS])
def test_share_and_findings_are_a_teachers(answer: Answer, read: Read) -> None:
    result = read(answer.text, answer.code)
    found = set(codes(result)) - {"incomplete"}
    if answer.expected == "full":
        assert (result.share, found) == (1.0, set())
    elif answer.expected == "half":
        assert 0.0 < result.share < 1.0
        assert not found
    else:
        assert result.share < 1.0
        assert found
        assert found <= {CODES[code] for code in answer.expected.split()}
