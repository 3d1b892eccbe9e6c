"""Normalised text has one spelling and knows the way back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.explain.mapped import Mapped
from autograder.explain.markup import strip_markup
from autograder.explain.normalise import normalise

SIGNS = "x²³y₁𝑥𝑦_3^*{}()\\$ \n.，。ｘ＝⼀⻓計算圖梯度终端frac2 ×·dt/'’`#<>[]&"
TEXTS = st.text() | st.text(alphabet=SIGNS, max_size=60)


@given(TEXTS)
@settings(max_examples=300)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(TEXTS)
@settings(max_examples=300)
def test_offsets_lead_back_into_the_original(text: str) -> None:
    mapped = normalise(strip_markup(Mapped.of(text)))
    assert mapped.original == text
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)
    for start, end in zip(mapped.starts, mapped.ends, strict=True):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ｙ３＝ｘ＋１", "y3=x+1"),
        ("𝑦_3 与 𝑥", "y3 与 x"),
        ("y₁ + x² + x³", "y1 + x**2 + x**3"),
        ("x^{3}", "x**3"),
        ("x ^ 2", "x**2"),
        (r"$\frac{\mathrm{d}y_3}{\mathrm{d}x}$", "dy3/dx"),
        (r"\(\frac{\partial y_3}{\partial x}\)", "dy3/dx"),
        (r"2\times 1 \cdot x", "2* 1 * x"),
        ("∂y3/∂x", "dy3/dx"),
        ("計算圖中不會追蹤", "计算图中不会追踪"),
        ("⻓度与⻅解", "长度与见解"),
        ("中 断 了 梯 度", "中断了梯度"),
        ("终端了对 y2 的追宗", "中断了对 y2 的追踪"),
        ("在终端里运行", "在终端里运行"),
        ("剃度的返向传拨", "梯度的反向传播"),
        ("求倒数，长数", "求导数,常数"),
        ("No_Grad", "no_grad"),
    ],
)
def test_one_spelling(written: str, meant: str) -> None:
    assert normalise(written).text.strip() == meant


def test_quote_is_what_the_student_wrote() -> None:
    mapped = normalise("因此，𝑦₂ 的剃度 不 回传。")
    start = mapped.text.index("y2")
    assert mapped.quote(start, mapped.text.index("回传") + 2) == "𝑦₂ 的剃度 不 回传"
