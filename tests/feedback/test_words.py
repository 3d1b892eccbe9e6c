"""Data in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.extract.document import Where
from autograder.feedback.words import place, tell, values
from autograder.spec.model import Words


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        (Where("a.ipynb", 3, 5), "第 3 个单元格第 5 行", "cell 3, line 5"),
        (Where("a.py", None, 12), "第 12 行", "line 12"),
        (Where("a.py"), "a.py", "a.py"),
        (None, "", ""),
    ],
)
def test_places(where: Where | None, zh: str, en: str) -> None:
    assert place(where, "zh") == zh
    assert place(where, "en") == en


def test_contents_of_tensors() -> None:
    assert values(None) == "None"
    assert values((2.0,)) == "2"
    assert values((2.0, 0.5)) == "[2, 0.5]"
    assert values(tuple(map(float, range(9)))).endswith(", …]")


def test_a_text_without_a_place_starts_after_it() -> None:
    words = Words(zh="{where}：出错了", en="{where}: it failed")
    assert tell(words, {}, None, "en") == "It failed"
    assert tell(words, {}, None, "zh") == "出错了"
    assert tell(words, {}, Where("a.py", None, 3), "en") == "line 3: it failed"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("f always doubles b", "f always doubles b"),
        ("x.grad is None", "x.grad is None"),
        ("retain_graph=True keeps it", "retain_graph=True keeps it"),
        ("y2 is tracked", "y2 is tracked"),
        ("a second backward ran", "A second backward ran"),
        ("backward never ran", "Backward never ran"),
    ],
)
def test_a_name_out_of_the_code_keeps_its_first_letter(text: str, told: str) -> None:
    assert tell(Words(zh=text, en=text), {}, None, "en") == told


@given(st.text(max_size=40))
def test_what_students_wrote_is_never_a_template(code: str) -> None:
    words = Words(zh="`{code}`", en="`{code}`")
    assert tell(words, {"code": code}, None, "en") == f"`{' '.join(code.split())}`"


def test_a_field_that_is_not_there_stays_visible() -> None:
    assert tell(Words(zh="{gone}", en="{gone}"), {}, None, "en") == "{gone}"
