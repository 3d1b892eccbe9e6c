"""Only the student's own words count, wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.explain.assess import assess
from autograder.explain.facts import Facts, Printed
from autograder.explain.language import guess_language
from autograder.extract.document import Cell, Document, Program, Where
from autograder.spec.model import Assignment
from tests.explain.support import GAVE_TWO, Read, codes, covered, document

CODE = """import torch
# 创建张量
x = torch.tensor(1.0, requires_grad=True)
# compute y1
y1 = x ** 2
with torch.no_grad():  # 中断梯度追踪
    y2 = x ** 3
y3 = y1 + y2
# backward pass
y3.backward()
print("x.grad:", x.grad)
print("y2.requires_grad =", y2.requires_grad)
"""


def test_narrating_comments_and_labels_are_no_explanation(read: Read) -> None:
    result = read(code=CODE)
    assert codes(result) == ["missing"]
    assert result.share == 0.0
    assert not covered(result)


@pytest.mark.parametrize(
    "line",
    [
        "# y2 不追踪梯度，所以只有 y1 对梯度有贡献",
        "# y2 is not tracked, so only y1 contributes to the gradient",
        'print("因为 y2 没有被追踪，所以只有 y1 的梯度回传")',
        'print(f"y2 不被追踪，只有 y1 有贡献，因此 x.grad = {x.grad}")',
        '"""因为 y2 不在计算图中，所以反向传播只经过 y1。"""',
        'answer = "因为 y2 不在计算图中，所以反向传播只经过 y1。"',
        "#因为 y2 在 no_grad 中计算，没有被追踪，\n#所以只有 y1 的梯度会回传",
    ],
)
def test_words_in_code_are_read(line: str, read: Read) -> None:
    result = read(code=f"{CODE}{line}\n")
    assert covered(result) >= {"interrupted", "only_y1"}
    assert result.findings == ()
    assert result.share == 1.0


def test_words_are_read_from_a_script_that_does_not_parse(read: Read) -> None:
    result = read(code="y1 = = 2\nprint('因为 y2 没有被追踪，所以只有 y1 的梯度回传')\n")
    assert covered(result) >= {"interrupted", "only_y1"}


def test_commented_out_code_is_not_words(read: Read) -> None:
    result = read(code="# x = torch.tensor(1.0, requires_grad=True)\n# y3.backward()\n")
    assert codes(result) == ["missing"]
    assert result.passages == ()


def test_code_and_outputs_in_text_are_not_words(read: Read) -> None:
    result = read(
        "```python\n# 因为 y2 没有被追踪，只有 y1\nx.grad\n```\n\n    y3.backward()\n\ntensor(2.)\n"
        "Traceback (most recent call last):\nRuntimeError: element 0 of tensors does not require "
        "grad and does not have a grad_fn\n`x.grad`\nhttps://example.org/no_grad\n"
    )
    assert codes(result) == ["missing"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_task_itself_is_not_words(language: str, read: Read, rubric: Assignment) -> None:
    statement = rubric.statement.in_(language)
    for text in (statement, *statement.strip().splitlines()):
        result = read(text)
        assert set(codes(result)) <= {"missing"}, text
        assert result.share == 0.0


def test_the_task_edited_a_little_is_not_words(read: Read) -> None:
    for text in (
        "给定公式 y3 = y1 + y2 = x^2 + x^3，x=1。求 y3 对 x 的梯度 dy3/dx。",
        "要求：在计算 x³ 时中断梯度追踪，观察结果并作原因分析。",
        "**题目**：给定公式 $y_3=y_1+y_2=x^2+x^3$，且 x=1，"
        "利用所学的 Tensor 相关知识，求 y3 对 x 的梯度",
        "Interrupt the gradient tracking while computing x^3, observe the result and explain why.",
    ):
        assert codes(read(text)) == ["missing"], text


def test_own_words_after_a_copied_prompt_count(read: Read, rubric: Assignment) -> None:
    result = read(f"{rubric.statement.zh}\n\n原因分析：y2 没有被追踪，所以只有 y1 的梯度回传。")
    assert result.share == 1.0
    assert [passage.text for passage in result.passages] == [
        "原因分析：y2 没有被追踪，所以只有 y1 的梯度回传。"
    ]


def test_markdown_and_html_are_taken_off(read: Read) -> None:
    result = read(
        "<font color=red>因为</font> **y2** 在 `torch.no_grad()` 中计算，<br>没有被追踪，"
        "所以只有 <b>y1</b> 的梯度会回传"
    )
    assert covered(result) >= {"interrupted", "only_y1"}


def test_quotes_are_the_students_sentences(read: Read) -> None:
    result = read("# 分析\n\n首先看代码。因为 𝑦₂ 没有被追宗，所以它的剃度不会回传！\n\n谢谢")
    assert result.concepts["interrupted"].quotes == ("因为 𝑦₂ 没有被追宗，所以它的剃度不会回传！",)


def test_text_cells_of_a_script_are_not_read_again_as_comments(rubric: Assignment) -> None:
    source = "# %% [markdown]\n# 因为 y2 没有被追踪，所以只有 y1 的梯度回传\n# %%\nx = 1\n"
    script = Cell("code", source, "hw.py")
    text = Cell("text", "因为 y2 没有被追踪，所以只有 y1 的梯度回传", "hw.py", None, 2)
    result = assess(Document((Program("hw.py", "script", (script,)),), (text,)), rubric, GAVE_TWO)
    assert [passage.source for passage in result.passages] == ["markdown"]


def test_where_points_at_the_line(rubric: Assignment) -> None:
    text = Cell("text", "# 分析\n\n结果是 2。\n梯度等于 7。", "notes.txt", None, 1)
    result = assess(Document((), (text,)), rubric, GAVE_TWO)
    (finding,) = [f for f in result.findings if f.code == "explanation_contradicts_result"]
    assert finding.where == Where("notes.txt", None, 4)
    assert {passage.source for passage in result.passages} == {"file"}


def test_names_of_the_students_own_are_understood(read: Read) -> None:
    code = (
        "square = x ** 2\nwith torch.no_grad():\n    cube_part = x.pow(3)\n"
        "total = square + cube_part"
    )
    result = read("cube_part is not tracked, so only square contributes to the gradient.", code)
    assert covered(result) >= {"interrupted", "only_y1"}


def test_a_number_that_any_of_their_programs_gave_agrees(read: Read) -> None:
    facts = Facts(gradients=(2.0, 5.0), graded=2.0, ran=True)
    assert "contradicts_result" not in codes(
        read("第一次的梯度为 5，第二次的梯度为 2。", facts=facts)
    )
    assert "contradicts_result" in codes(read("第一次的梯度为 6。", facts=facts))


def test_an_output_that_was_really_printed_agrees(read: Read) -> None:
    facts = Facts((2.0,), 2.0, True, (Printed("tensor(3., grad_fn=<AddBackward0>)\n"),))
    assert codes(read("程序输出 3，因为 y2 没有被追踪，只有 y1 有贡献", facts=facts)) == []


def test_a_claimed_output_is_not_proved_by_printing_the_claim(read: Read) -> None:
    facts = Facts((2.0,), 2.0, True, (Printed("x 的梯度输出为 6\n"),))
    assert "contradicts_result" in codes(read(code='print("x 的梯度输出为 6")', facts=facts))


@pytest.mark.parametrize(
    "text",
    [
        "y3 的值为 2，y1 = 1，y2 = 1，x = 1",
        "y1 的导数为 2x = 2，y2 的导数为 3x² = 3",
        "为什么梯度不是 5 呢？",
        "有 2 个张量参与运算，共 3 步",
        "如果不中断，梯度是 2+3=5",
        "本来应该是5，但因为 y2 没有被追踪，所以是2",
        "dy3/dx 理论上等于 5，实际为 2",
        "it would be 5 if the cube were tracked",
        "The gradient is 2, not 5.",
        "Without no_grad the gradient is 5.",
        "x.grad 为 2（而不是 2+3=5）",
        "dy3/dx = d(x²)/dx = 2x = 2×1 = 2",
        "x.grad 是 tensor([2.])",
        "对 x 求导得 2x + 3x²，代入 x = 1 本应得到 5，但实际得到 2",
        "(x³)' = 3x²，(x²)' = 2x",
        "y3' = 2x + 3x^2",
    ],
)
def test_true_statements_are_not_accused(text: str, read: Read) -> None:
    assert set(codes(read(text))) <= {"incomplete", "missing"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x.grad 为 5", 5.0),
        ("梯度等于五", 5.0),
        ("梯度是 5（2+3）", 5.0),
        ("dy3/dx = 2 + 3 = 5", 5.0),
        ("输出：tensor([6.])", 6.0),
        ("The gradient of y3 with respect to x is three.", 3.0),
        ("x.grad is None", None),
        ("x.grad 为空", None),
    ],
)
def test_claims_in_any_spelling(text: str, value: float | None, read: Read) -> None:
    result = read(text)
    assert [(claim.value, claim.agrees) for claim in result.claims] == [(value, False)]
    assert "contradicts_result" in codes(result)


def test_language_is_that_of_the_own_words(read: Read) -> None:
    assert read("因为 torch.no_grad() 中的 y2 没有被追踪").language == "zh"
    assert read("Because y2 is not tracked, only y1 contributes.", CODE).language == "en"
    assert read("", "x = 1").language is None
    assert guess_language(document(code=CODE)) == "zh"
    assert guess_language(document(code="x = 1  # set the input value\n")) == "en"
    assert guess_language(document(code="x = 1\n")) is None


WORDS = st.sampled_from(
    [
        "y1",
        "y2",
        "y3",
        "x",
        "x**3",
        "x²",
        "不",
        "没有",
        "追踪",
        "梯度",
        "回传",
        "no_grad",
        "只有",
        "如果",
        "是",
        "5",
        "2",
        "=",
        ",",
        "。",
        "为",
        "None",
        "(",
        ")",
        "tensor(",
        "2x",
        "+",
        "因为",
        "but",
        "only",
        "is",
        "tracked",
        "if",
        "#",
        "```",
        "-",
        "导数",
        "的",
        "中断",
        "0",
        "/",
        "d",
        "3x",
        "而",
        "应该",
        "结果",
        ":",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join) | st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_an_error(rubric: Assignment, text: str) -> None:
    result = assess(document(text, text), rubric, GAVE_TWO)
    assert 0.0 <= result.share <= 1.0
    assert bool(result.findings) == (result.share < 1.0)
    for coverage in result.concepts.values():
        assert all(quote in text for quote in coverage.quotes)


def test_tex_in_a_docstring_survives_pythons_escapes(read: Read) -> None:
    text = (
        "$\\frac{dy_3}{dx} = \\frac{dy_1}{dx} + 0 = 2x = 2$, "
        "since $y_2$ was evaluated with gradients disabled and is constant to autograd."
    )
    result = read(code=f'x = 1\n"""\n{text}\n"""\n')
    assert (result.share, codes(result)) == (1.0, [])


@pytest.mark.parametrize("text", ["结果是2。", "The result is 2."])
def test_a_result_that_is_stated_is_an_explanation_begun(text: str, read: Read) -> None:
    assert codes(read(text)) == ["incomplete"]
