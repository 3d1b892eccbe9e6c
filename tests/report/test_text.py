"""Foreign text is shown so that it can neither hide nor move anything."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.text import (
    as_printed,
    first_sentence,
    number,
    one_line,
    visible,
    well_formed,
)


@given(st.text())
def test_visible_leaves_nothing_unseen(text: str) -> None:
    shown = visible(text)
    shown.encode()
    for letter in shown:
        kind = unicodedata.category(letter)
        assert kind not in {"Cc", "Cs"} or letter in "\t\n"
        assert unicodedata.bidirectional(letter) not in {"LRE", "RLE", "PDF", "LRO", "RLO"}


@pytest.mark.parametrize(
    "text", ["王小明", "naïve café", "x² + x³", "👩‍🏫", "a\tb\nc", "½ → ∂y/∂x"]
)
def test_visible_keeps_ordinary_text(text: str) -> None:
    assert visible(text) == text


def test_visible_shows_escapes_overrides_and_zero_width_characters() -> None:
    assert visible("\x1b[2J") == "␛[2J"
    assert visible("a\u202egpj.exe") == "a⟨U+202E⟩gpj.exe"
    assert visible("x\u200by") == "x⟨U+200B⟩y"
    assert visible("\x00\x7f\x85") == "␀␡⟨U+0085⟩"


@given(st.text())
def test_visible_twice_is_visible_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text(st.characters()))
def test_well_formed_text_can_be_written(text: str) -> None:
    well_formed(text).encode()


def test_one_line_joins_lines() -> None:
    assert one_line(" a\r\n\tb  c\u2028d ") == "a b c d"


def test_output_reads_as_in_a_terminal_without_colours() -> None:
    assert as_printed("\x1b[31mred\x1b[0m\r\n") == "red\n"
    assert as_printed("10%\r50%\r100%\nend") == "100%\nend"
    assert as_printed("") == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (7.5, "7.5"),
        (0.0, "0"),
        (1 / 3, "0.3333"),
        (10.0, "10"),
        (100.0, "100"),
        (-3.0, "-3"),
        (1e30, "1e+30"),
        (float("nan"), "NaN"),
        (float("-inf"), "-∞"),
    ],
)
def test_numbers_read_as_written_by_hand(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x.grad is 2.0 here. And more.", "x.grad is 2.0 here."),
        ("第 6 行没有中断追踪。请再看。", "第 6 行没有中断追踪。"),
        ("no full stop", "no full stop"),
        ('You write "It is 2. So." but no. Look.', 'You write "It is 2. So." but no.'),
        ("你写道“得到 2。因为……”，不对。再看。", "你写道“得到 2。因为……”，不对。"),
        ("`f(a. b)` fails. Then.", "`f(a. b)` fails."),
        ("Really? Yes.", "Really?"),
        ("", ""),
    ],
)
def test_first_sentence_does_not_stop_at_a_decimal_point(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence
