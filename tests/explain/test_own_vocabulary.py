"""An assignment gives words a meaning of its own, and its phrases are read with them."""

from __future__ import annotations

import pytest

from autograder.explain.assess import assess
from autograder.explain.facts import Facts
from autograder.explain.model import Explanation
from autograder.spec.model import Assignment
from tests.explain.support import codes, covered, document

TITLE = {"zh": "一题", "en": "One"}
RUBRIC = Assignment.model_validate(
    {
        "id": "own",
        "title": {"zh": "梯度累加", "en": "Adding up"},
        "statement": TITLE,
        "inputs": {"x": {"value": 3.0}},
        "exercises": [
            {
                "id": "only",
                "title": TITLE,
                "roles": {
                    "a": {"label": TITLE, "formula": "x**2", "power": 2},
                    "y": {"label": TITLE, "formula": "a * x"},
                },
                "gradient": {"of": "y", "wrt": "x"},
            }
        ],
        "questions": [
            {
                "id": "explanation",
                "title": TITLE,
                "checks": [
                    {"id": "explanation", "kind": "explanation", "points": 1, "title": TITLE}
                ],
            }
        ],
        "explanation": {
            "all_of": ["adds_up"],
            "vocabulary": {
                "add": {"zh": ["累加", "叠加"], "en": ["accumulat~", "adds up"]},
                "replace": {"zh": ["覆盖"], "en": ["overwrit~"]},
                "leaf": {"zh": ["叶子"], "en": ["leaf"]},
            },
            "concepts": [
                {
                    "id": "adds_up",
                    "title": TITLE,
                    "hint": TITLE,
                    "phrases": {"zh": ["累加", "不覆盖"]},
                    "contradictions": {"zh": ["覆盖"]},
                },
                {
                    "id": "leaf",
                    "title": TITLE,
                    "hint": TITLE,
                    "required": False,
                    "phrases": {"zh": ["a 不是叶子"]},
                    "contradictions": {"zh": ["a 是叶子"]},
                },
            ],
        },
    }
)


def read(text: str = "", code: str = "", gradients: tuple[float, ...] = (27.0,)) -> Explanation:
    return assess(document(text, code), RUBRIC, Facts(gradients, gradients[0], ran=True))


@pytest.mark.parametrize(
    "text",
    [
        "每次 backward 得到的梯度都会叠加到 x.grad 上。",
        "The gradient accumulates in x.grad.",
        "新的梯度不会覆盖旧的梯度。",
        "If we call backward again, the gradient adds up.",
        "为了避免梯度累加，每次都要处理。",
        "Gradients are not overwriten by backward, whatever one does.",
    ],
)
def test_its_words_say_it_in_either_language(text: str) -> None:
    assert covered(read(text)) == {"adds_up"}


@pytest.mark.parametrize(
    "text",
    ["新的梯度会覆盖旧的梯度。", "The new gradient overwrites the old one in x.grad."],
)
def test_the_opposite_is_found(text: str) -> None:
    assert codes(read(text)) == ["reversed", "incomplete"]


@pytest.mark.parametrize(
    "text",
    [
        "如果新的梯度覆盖旧的梯度，第二次应该还是 6。",
        "梯度是累加的，这样避免了覆盖旧的梯度。",
        "a 由运算得到，所以不是叶子。",
    ],
)
def test_nobody_is_accused_of_what_is_only_supposed_or_prevented(text: str) -> None:
    assert "reversed" not in codes(read(text))


def test_it_is_said_of_whom_the_sentence_names() -> None:
    assert "leaf" in covered(read("x 是叶子，a 由运算得到，它不是叶子，梯度会累加。"))
    assert "leaf" in covered(read("a is not a leaf because it was computed."))
    assert "leaf" not in covered(read("x 不是叶子，因为梯度会累加。"))
    assert codes(read("a 是叶子。梯度会累加。")) == ["reversed"]


def test_an_article_is_no_role() -> None:
    assert codes(read("This is a leaf, and the gradient accumulates.")) == []


def test_a_remark_of_one_line_beside_the_code_narrates_and_a_block_tells() -> None:
    assert codes(read(code="y.backward()  # 梯度累加\n")) == ["missing"]
    assert codes(read(code="# 梯度在 x.grad 里累加。\n# 旧的梯度还在那里。\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "y = a * x 的导数是 3u，而梯度会累加。",
        "x 的梯度等于 9 乘以 3，梯度会累加。",
        "清掉之后 x.grad 是 0，梯度会累加。",
        "因为 y 对 a 的导数是 3，a 对 x 的导数是 6，梯度会累加。",
        "du/dx = 3 and dy/da = 3, so the gradient accumulates.",
        "u' = 4, and the gradient accumulates.",
        "The derivative of a is 6, and the gradient accumulates.",
    ],
)
def test_a_number_of_something_else_is_no_claim(text: str) -> None:
    assert codes(read(text)) == []


def test_the_gradient_that_no_exercise_gave_is_a_claim() -> None:
    assert codes(read("x 的梯度是 12，梯度会累加。")) == ["contradicts_result"]


@pytest.mark.parametrize(
    "text",
    [
        "关键词：梯度累加，while，if，retain_graph，反向传播",
        "accumulate, leaf, retain_grad, hook, backward, gradient",
    ],
)
def test_its_words_in_a_row_are_a_keyword_list(text: str) -> None:
    assert codes(read(text)) == ["keyword_list"]
