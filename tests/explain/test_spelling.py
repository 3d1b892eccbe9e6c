"""Shorthand is spelt out and misspelt words of the field are mended; everything else stays."""

from __future__ import annotations

import pytest

from autograder.explain.normalise import normalise


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            "grads acumulate bc nothing is cleared",
            "gradients accumulate because nothing is cleared",
        ),
        ("it doesnt get overwriten w/o zeroing", "it doesn't get overwritten without zeroing"),
        ("the gradiant of the paramaters", "the gradient of the parameters"),
        ("需要佔用較多記憶體，預設會釋放", "需要占用较多内存,默认会释放"),
        ("v=[1,0] 取出第一列", "v=[1,0] 取出第一列"),
        ("v 用來取出第一列", "v 用来取出第一行"),
    ],
)
def test_one_spelling(written: str, meant: str) -> None:
    assert normalise(written).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "the interruption computes completely different competition",
        "x.grad_fn and my_gradiant stay as they are",
        "gradientz() is a function",
        "a computing computer",
    ],
)
def test_what_is_right_or_a_name_stays(text: str) -> None:
    assert normalise(text).text == text
