"""Whole submissions: labels, tables and other exercises beside the explanation."""

from __future__ import annotations

from autograder.explain.mapped import Mapped
from autograder.explain.tables import read_tables
from tests.explain.support import Read, codes, covered


def test_words_are_quoted_once_though_read_in_pieces(read: Read) -> None:
    row = "| y2 | False | None |"
    table = f"| 项 | requires_grad | grad_fn |\n|---|---|---|\n{row}\n\n所以 y2 不回传。"
    quoted = " ".join(passage.text for passage in read(table).passages)
    assert quoted.count(row) == 1


def test_a_printed_label_or_question_states_nothing(read: Read) -> None:
    code = """x = torch.tensor(1.0, requires_grad=True)
print("y2 是否被追踪:", y2.requires_grad)
print("y2 被追踪了吗？", y2.requires_grad)
print("y2 不被追踪", not y2.requires_grad)
print(f"y2 在计算图中: {y2.requires_grad}")
"""
    result = read("", code)
    assert not covered(result)
    assert codes(result) == ["missing"]


def test_exercises_about_other_tensors_make_no_claims(read: Read) -> None:
    text = """## 练习一
torch.zeros(3) 默认 requires_grad 为 False，没有梯度。
## 练习二
c = a * b，a.grad 为 3，b 的梯度是 2，x = 3 时梯度为 6。
## 练习三
x**3 在 no_grad 中没有被记录，只有 x**2 的梯度传给了 x，梯度为 2。"""
    result = read(text)
    assert (result.share, codes(result)) == (1.0, [])


def test_a_wrong_answer_under_its_own_heading_is_still_found(read: Read) -> None:
    result = read("## 练习三\nx**3 没有被记录，只有 x**2 有梯度，x 的梯度为 6。")
    assert "contradicts_result" in codes(result)


def test_cells_of_a_table_are_said_of_the_role_that_heads_row_or_column() -> None:
    by_row = "| 项 | requires_grad |\n|---|---|\n| y2 | False |\n"
    by_column = "| | y1 | y2 |\n|-|-|-|\n| grad_fn | Pow | None |\n| 是否回传 | 是 | 否 |\n"
    assert "y2 的 requires_grad 为 False" in read_tables(Mapped.of(by_row)).text
    columns = read_tables(Mapped.of(by_column)).text
    assert "y2 的 grad_fn 为 None" in columns
    assert "y2 不回传" in columns


def test_text_without_a_table_stays_as_it_is() -> None:
    text = Mapped.of("a | b 是两个集合\n没有表格")
    assert read_tables(text) is text
