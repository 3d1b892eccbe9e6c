"""Which language a text is in: Chinese ("zh") or English ("en")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.explain.facts import Facts
from autograder.explain.passages import passages
from autograder.extract.document import Document

_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\u2e80-\u2fdf]")
_WORD = re.compile(r"(?<![\w.])[A-Za-z]{2,}(?![\w.(])")


def language_of(texts: Iterable[str]) -> str | None:
    """Return "zh" or "en", or None when there are no words.

    A Chinese sentence is full of English names, so one Chinese character weighs as one English
    word: "因为 y2 在 torch.no_grad() 里" is Chinese, "the hint (提示) says" English.
    """
    chinese = english = 0
    for text in texts:
        chinese += len(_CJK.findall(text))
        english += len(_WORD.findall(text))
    if chinese == english == 0:
        return None
    return "zh" if chinese >= english else "en"


def guess_language(document: Document) -> str | None:
    """Return the language of all text of a document, comments and strings included."""
    return language_of(passage.text for passage in passages(document, Facts()))
