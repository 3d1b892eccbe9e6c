"""Decides which sentences are the student's own words about the result.

Left out are the assignment's text, headings and name lines, code and pasted output, and remarks
that only narrate the code ("# 创建张量", "compute y1"). What a comment or a print says counts as
an explanation when it says something of a role that code alone does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from autograder.explain.boilerplate import Boilerplate
from autograder.explain.codelike import is_code, is_output
from autograder.explain.denials import PREDICATES
from autograder.explain.lexicon import is_own
from autograder.explain.mapped import Mapped
from autograder.explain.markup import strip_markup
from autograder.explain.model import Passage
from autograder.explain.normalise import normalise
from autograder.explain.sentences import Sentence, sentences
from autograder.explain.tables import read_tables
from autograder.explain.words import Names

_PERSON = re.compile(
    r"\s*(?:姓\s*名|学\s*号|班\s*级|专\s*业|学\s*院|日\s*期|时\s*间|作\s*者|课\s*程|教\s*师|老\s*师|组\s*员|学\s*生|"
    r"name|student|student\s?(?:id|no|number)|id|class|course|date|author|group|instructor|homework|"
    r"assignment|email|作业)\s*(?:[:：#]|\d|$)"
)
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十\d]+\s*[、.)]?\s*)?(?:实验|作业|题目|问题|任务|结果|原因|代码|分析|总结|结论|观察|目的|"
    r"步骤|过程|思考|说明|解答|解释|答案?|运行|输出|实现|与|和|及|现象|内容|原理|环境|要求|心得|体会|方法|"
    r"explanation|analysis|answer|result|results|output|conclusion|reason|code|solution|task|question|"
    r"observation|summary|discussion|introduction|background|purpose|experiment|exercise|homework|"
    r"assignment|part|step|the|of|and|my|\d|[\s:：.、-])+\s*"
)
_POSED = re.compile(
    r"\s*(?:(?:实验|作业|题目|任务)?\s*(?:名称|内容|题目|课题|目标|要求|任务|描述)|题|"
    r"(?:the )?(?:task|problem|question|exercise|objective|goal|aim|topic|assignment)"
    r"(?: (?:statement|description|text))?)\s*\d*\s*[:：]"
)
"""What follows such a label tells what is to be done."""
_LABEL = re.compile(
    r"^\s*(?:实验)?(?:原因分析|结果分析|分析原因|原因|分析|结论|总结|答|解|解释|说明|观察|"
    r"explanation|analysis|answer|reason|conclusion|observation|summary)s?\s*[:：]\s*"
)
_NARRATION = re.compile(
    r"\s*(?:首先|然后|接着|接下来|再|下面|第[一二三四五]步|step\s?\d|first|then|next|now|"
    r"\d[.、)]|let us|let's|we|i|,|，|:|：|\s)*"
    r"(?:掌握|了解|学习|学会|理解|熟悉|learn|understand|导入|引入|创建|定义|初始化|设置|声明|计算|求|打印|输出|查看|运行|调用|执行|构造|得到|反向传播|前向|import|create|"
    r"define|init|initiali[sz]e|set|declare|compute|calculate|print|show|output|run|call|execute|build|make|"
    r"backward|forward|do|perform|get|check|test|use|using|使用|用|开启|求解|观察|验证)"
)
_POINTS = re.compile(
    r"\s*(?:please )?(?:see|look at|refer to|check|参见|见|请看|详见|如)\s*(?:the |my |in )*"
    r"(?:code|comments?|above|below|figures?|notebook|outputs?|results?|picture|screenshot|cells?|"
    r"代码|注释|上图|下图|上面|下面|上述|截图|程序|输出|结果|中|的|\s)+[.。!]?\s*"
)
"""What only points elsewhere."""
_CJK = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z]{2,}")
PRINT_LABEL = re.compile(r"[:：=]\s*(?:(?:…|\.{3})\s*)*$")
"""How a print ends that names the value behind it."""
_STATED = re.compile(r"\w\s*:\s*[a-z]{4,}|\d\s*[+*]\s*\d")
_REASONS = ("because", "so", "only", "but", "constant")
_ABOUT = PREDICATES | {"output", "number"}
_STATING = frozenset({"not", "stop", "ignore", "flow", "join", "graph", "number"})
_SHOWN = frozenset({"output", "number", "also", "actual", "pronoun", "within"})
"""Words that say no more than "结果如图", "输出: 2"."""
_LEAST = 2
_FEW_LETTERS = 24
_FLAG = re.compile(r"\s*(?:requires_grad|grad_fn)\s*=\s*(?:True|False|None)\s*")
"""A keyword, where it stands alone, and no statement of Python."""
_NOT_PROSE = frozenset({"comment", "print"})
_TEXTS = frozenset({"markdown", "file"})
_CUT_OBJECTS = frozenset({"grad", "track", "backprop", "compute", "graph"})
_TITLE_END = re.compile(r"\w")
_NEXT_LINE = re.compile(
    r"[ ]*(?:\Z|\n(?!\s*(?:所以|因此|因而|故|于是|从而|导致|so\b|hence\b|therefore\b|thus\b)))"
)
"""The end of a line that the next one draws no conclusion from."""


@dataclass(frozen=True)
class OwnSentence:
    """A sentence of the student's, with the passage it stands in.

    `telling` is False for remarks that only narrate and do not make an explanation by themselves.
    `copied` is True for a few words of the assignment, which count as an entry of a list only.
    """

    sentence: Sentence
    passage: Passage
    telling: bool
    copied: bool = False


def read_passage(passage: Passage, names: Names) -> tuple[Sentence, ...]:
    """Return all sentences of a passage that are prose: no code, no output."""
    text = _prose(passage.text, passage.source == "comment")
    if text is None:
        return ()
    # A source of its own, though another passage says the same: only what stands in one source is
    # read together.
    return sentences(replace(text), names)


_REMEMBERED = 2000
"""Characters of a text that is short enough to be remembered."""


def _prose(written: str, is_comment: bool) -> Mapped | None:
    """The prose of a text, normalised; None where it holds none."""
    return (
        _short_prose(written, is_comment)
        if len(written) <= _REMEMBERED
        else _read(written, is_comment)
    )


@lru_cache(maxsize=256)
def _short_prose(written: str, is_comment: bool) -> Mapped | None:
    """Remembered, since a class shares the cells and labels of the notebook that it was given."""
    return _read(written, is_comment)


def _read(written: str, is_comment: bool) -> Mapped | None:
    text = Mapped.of(written)
    if not is_comment:
        text = read_tables(strip_markup(text))
    text = text.without(_LINE, _is_dropped)
    return normalise(text) if text.text.strip() else None


_LINE = re.compile(r"[^\n]+")


def _is_dropped(line: str) -> bool:
    if line.startswith(("    ", "\t")) and not _CJK.search(line) and is_code(line):
        return True
    if is_output(line):
        # A bare number may complete a label in the line above: "输出结果为：" / "tensor(5.)".
        return not re.fullmatch(r"\s*(?:tensor\(\[?)?\s*[-+]?\d+(?:\.\d*)?.*", line)
    return is_code(line) and _FLAG.fullmatch(line) is None


def own_sentences(
    passages: tuple[Passage, ...], names: Names, boilerplate: Boilerplate
) -> tuple[OwnSentence, ...]:
    """Return the sentences that are the student's own words, in order, and short copied ones."""
    found = []
    for passage in passages:
        for sentence in read_passage(passage, names):
            text = sentence.text
            if _is_empty(sentence) or _PERSON.match(text):
                continue
            if boilerplate.copied(sentence):
                if len(text) <= _FEW_LETTERS and not sentence.heading:
                    found.append(OwnSentence(sentence, passage, telling=False, copied=True))
                continue
            if _POSED.match(text) and not any(t.tag in _REASONS for t in sentence.tokens):
                continue
            own = _without_copied(sentence, boilerplate)
            if not own.clauses:
                continue
            if passage.source in _TEXTS and _is_title(own):
                own = replace(own, heading=True)
            telling = _tells(own, passage, names)
            if telling or passage.source != "print" or not PRINT_LABEL.search(text):
                found.append(OwnSentence(own, passage, telling))
    return tuple(found)


def _is_empty(sentence: Sentence) -> bool:
    text = sentence.text
    if is_output(text):
        return True
    if any(token.tag in PREDICATES or is_own(token.tag) for token in sentence.tokens):
        return False
    few = len(_CJK.findall(text)) + len(_WORD.findall(text)) < 2
    return few and "=" not in text and not _STATED.search(text)


def _without_copied(sentence: Sentence, boilerplate: Boilerplate) -> Sentence:
    kept = tuple(c for c in sentence.clauses if not boilerplate.copied_clause(sentence, c))
    if len(kept) == len(sentence.clauses):
        return sentence
    return Sentence(
        sentence.source,
        kept[0].start if kept else sentence.start,
        sentence.end,
        sentence.heading,
        sentence.question,
        kept,
    )


def _is_title(sentence: Sentence) -> bool:
    """Whether a line of its own only names what is done, and of nobody: "中断梯度"."""
    text, source = sentence.text, sentence.source.text
    first, *others = [token.tag for token in sentence.tokens] or [""]
    return (
        first == "stop"
        and bool(others)
        and _CUT_OBJECTS.issuperset(others)
        and "了" not in text
        and _TITLE_END.match(text[-1]) is not None
        and source[: sentence.start].rpartition("\n")[2].strip() == ""
        and _NEXT_LINE.match(source, sentence.end) is not None
    )


def _tells(sentence: Sentence, passage: Passage, names: Names) -> bool:
    """Whether the sentence is more than a heading or a narration of the code."""
    text = _LABEL.sub("", sentence.text)
    if not text or _HEADING.fullmatch(text) or _POINTS.fullmatch(text) or sentence.question:
        return False
    tags = {token.tag for token in sentence.tokens}
    own = any(map(is_own, tags))
    if not own and not tags & (_ABOUT | {names.total, names.wrt, *names.powers.values()}):
        return False
    if tags <= _SHOWN:
        return False
    if len(sentence.tokens) < _LEAST:
        # "常数" and "no_grad" name something.
        return False
    if tags & set(_REASONS):
        return True
    if sentence.heading:
        return "not" in tags and len(tags) > 2
    words = len(_CJK.findall(text)) + 2 * len(_WORD.findall(text))
    if words < 4:
        return False
    if passage.source in _NOT_PROSE:
        # "y2 不追踪", "y2 is not tracked" beside the line that does it narrates that line.
        return ("not" in tags and len(sentence.clauses) > 1) or (own and "also" in tags)
    return own or bool(tags & _STATING) or not _NARRATION.match(text)
