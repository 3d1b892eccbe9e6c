"""No cell is a formula, and what was written can be had back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.export import protect, unprotect

SIGNS = "=+-@\t\r\n＝＋－＠−"
tricky = st.text(st.sampled_from(SIGNS + "'\"; a1\u200b\ufeff\u3000,"), max_size=12)


@pytest.mark.parametrize("sign", list(SIGNS))
def test_a_leading_sign_gets_an_apostrophe(sign: str) -> None:
    assert protect(f"{sign}HYPERLINK(1)").startswith("'")


@pytest.mark.parametrize("text", ["\ufeff=1", " =1", '"=1', "\u3000=1", "''=1"])
def test_a_sign_behind_something_unseen_counts_as_leading(text: str) -> None:
    assert protect(text) == "'" + text


def test_a_sign_after_another_list_separator_is_guarded() -> None:
    assert protect("a;=cmd()") == "a;'=cmd()"
    assert protect('a;"=cmd()') == "a;'\"=cmd()"


@pytest.mark.parametrize(
    "text", ["王小明", "x.grad = 2", "y2 = x**3; z = 1", "it's", "'quoted'", ""]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert protect(text) == text


@given(tricky | st.text())
def test_protection_can_be_undone(text: str) -> None:
    assert unprotect(protect(text)) == text


@given(tricky)
def test_nothing_protected_begins_like_a_formula(text: str) -> None:
    for separator in ";\t\r\n":
        for part in protect(text).split(separator):
            assert not part or separator in "\t\r\n" or part[0] not in SIGNS
    assert not protect(text).startswith(tuple(SIGNS))
