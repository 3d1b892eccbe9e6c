"""Blanks around Latin words part nothing; blanks between keywords make a list of them."""

from __future__ import annotations

import pytest

from autograder.explain.assess import assess
from autograder.explain.facts import Facts
from autograder.spec.load import load
from tests.explain.support import codes, covered, document

STATEMENTS = [
    "eval() 只影响 Dropout 和 BatchNorm 的行为。",
    "eval() 影响 Dropout 和 BatchNorm",
    "eval 关闭 dropout",
    "eval() 之后 Dropout 不再起作用，BatchNorm 使用 running_mean",
    "冻结：requires_grad=False，没梯度，不更新。",
    "参数冻结 → 没梯度 → 不变",
]
LISTS = [
    "冻结 requires_grad eval dropout 梯度 更新",
    "冻结、requires_grad、eval、dropout、梯度",
    "frozen, requires_grad, eval, dropout, gradients",
    "关键词：冻结 eval dropout batchnorm",
]


@pytest.mark.parametrize("text", STATEMENTS)
@pytest.mark.parametrize("as_comment", [False, True])
def test_a_statement_is_no_list(text: str, as_comment: bool) -> None:
    written = ("", f"# {text}\nnet.eval()") if as_comment else (text, "")
    result = assess(document(*written), load("freeze_and_tune").spec, Facts())
    assert "keyword_list" not in codes(result)
    if not as_comment:
        assert covered(result)


@pytest.mark.parametrize("text", LISTS)
def test_keywords_in_a_row_are_a_list(text: str) -> None:
    result = assess(document(text), load("freeze_and_tune").spec, Facts())
    assert codes(result) == ["keyword_list"]
    assert result.share == 0.0
