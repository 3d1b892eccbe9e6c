"""Which blanks part words of a list, and which are typography.

Chinese is written without blanks, but most people set one between Chinese and Latin letters: in
"eval() 只影响 Dropout 的行为" they part nothing. Blanks between two Chinese or two Latin words do,
and the others with them where everything between them is a bare keyword ("梯度 no_grad 计算图").
"""

from __future__ import annotations

import re

from autograder.explain.denials import PREDICATES
from autograder.explain.lexicon import is_own
from autograder.explain.sentences import Sentence
from autograder.explain.words import Names, Token

NAMES = re.compile(
    r"(?:retain|create)_graph|retain_grad|is_leaf|register_hook|zero_grad|zero_|jacrev|jacfwd|jacobian|hessian|"
    r"vmap|gradcheck|optimizer|function|\b(?:if|while|for|hook|loop|eval|sgd)\b|torch|pytorch|tensor|autograd|backward|grad|requires_grad|no_grad|grad_fn|detach|with|leaf|data|none|"
    r"false|true|nodes?|the|context|computation(?:al)?|block|mode|manager|张量|叶子|节点|机制|动态|自动|方法|函数|属性|链式法则|链式|法则|上下文|变量|标量"
)
"""Names of things that stand in lists of keywords, beside the words that the reader knows."""
_CHINESE = "\u3400-\u9fff"
_TYPOGRAPHIC = re.compile(
    rf"(?<=[{_CHINESE}])[ \u3000]+(?=[a-z0-9_.`(])|(?<=[a-z0-9_.`)])[ \u3000]+(?=[{_CHINESE}])",
    re.IGNORECASE,
)
_RUN = re.compile(f"[{_CHINESE}]+")
_LEAD = re.compile(r"[\s#*]*(?:关键词|关键字|知识点|要点)\s*[:：\s]\s*")
_CONTENT = PREDICATES | {"output", "number", "forward", "true", "false", "none"}
_FEWEST = 5
"""Words between such blanks only that make a list; fewer are subject, verb and object."""


def parted(sentence: Sentence, names: Names) -> list[str]:
    """Return the words of the sentence, as written, that its blanks part."""
    quote = sentence.quote
    words = quote.split()
    closed = _TYPOGRAPHIC.sub("", quote)
    if closed == quote:
        return words
    only_typographic = len(closed.split()) == 1
    if _all_bare(sentence, names) and not (only_typographic and len(words) < _FEWEST):
        return words
    return closed.split()


def _all_bare(sentence: Sentence, names: Names) -> bool:
    """Whether every run of Chinese is made of keywords, with nothing that connects them."""
    lead = _LEAD.match(sentence.text)
    first = sentence.start + (lead.end() if lead else 0)
    roles = {names.total, names.wrt, *names.powers.values()}
    known = [t for t in sentence.tokens if t.tag in _CONTENT | roles or is_own(t.tag)]
    return all(
        not _left_of(run, known, names)
        for run in _RUN.finditer(sentence.source.text, first, sentence.end)
    )


def _left_of(run: re.Match[str], known: list[Token], names: Names) -> str:
    """What is left of a run of Chinese without the keywords in it."""
    rest = run.group()
    for token in sorted(known, key=lambda token: -token.start):
        if run.start() <= token.start and token.end <= run.end():
            rest = rest[: token.start - run.start()] + " " + rest[token.end - run.start() :]
    return names.without_topics(NAMES.sub(" ", rest)).strip()
