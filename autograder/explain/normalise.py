"""One spelling for everything that students type in many.

Full-width and compatibility forms, mathematical letters, superscripts, LaTeX, CJK radicals that
PDF copies bring, traditional characters, common typing errors, case and stray spaces are all
written in one way, and every character knows its place in what the student wrote.

Example: "𝑦₃ ＝ x² ＋ \\(x^{3}\\) 的剃度" becomes "y3 = x**2 + x**3 的梯度".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

from autograder.explain.mapped import Mapped
from autograder.explain.rows import rows_of
from autograder.explain.spelling import spelt_out

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RADICALS = dict(
    zip(
        "⻓⻔⻅⻉⻋⻚⻛⻜⻢⻥⻦⻨⻩⻮⻰⻄⻆⻁⺠⻤⻘⻝⻬⻣⻑⻒⻗⺟⺒⺓⻨⻲⻳⺝⺼⺋⺏⺐⺑⻂⻃",
        "长门见贝车页风飞马鱼鸟麦黄齿龙西角虎民鬼青食齐骨长长雨母巳幺麦龟龟月月卩尢尢尢衣西",
        strict=True,
    )
)
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\ufe0f\ufe0e"
)
_SIGNS = {
    "∂": "d",
    "≠": "不等于",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "∙": "*",
    "•": "*",
    "−": "-",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "′": "'",
    "\r": "\n",
    "\u2028": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
    "\t": " ",
}

_ANY_ODD = re.compile(r"[^\n -@\[-~\u4e00-\u9fff、。]")
"""A character that may be written in another way; the others are what they are."""
_SUPER_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_CRLF = re.compile(r"\r\n")
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ANY_CJK = re.compile(f"[{_CJK}]+")
_TEX_FRACTION = re.compile(
    r"\\[dt]?frac\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_TEX_PRODUCT = re.compile(r"\\(?:times|cdot|ast)(?![a-z])")
_TEX_PARTIAL = re.compile(r"\\partial(?![a-z])")
_TEX_FONT = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit|mathsf|boldsymbol|operatorname|rm|bf|textbf|textit|boxed)"
    r"\s*\{([^{}]*)\}"
)
_TEX_BRACE = re.compile(
    r"\\(?:under|over)brace\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*[_^]\s*\{([^{}]*)\}"
)
_TEX_BRACKET = re.compile(r"\\[()\[\]{}]|\$+")
_TEX_UNDERSCORE = re.compile(r"\\([_*#&%])")
_TEX_COMMAND = re.compile(r"\\[a-z]+\s*|\\")
_POWER = re.compile(
    r" ?(?:\^|\*\*) ?(?:\{ ?(?P<a>\d+) ?\}|\( ?(?P<b>\d+) ?\)|(?P<c>\d+(?:\.0)?(?![.\d])))"
)
_CARET = re.compile(r"\^")
_SUBSCRIPT = re.compile(r"(?<![a-z0-9_])(d?[a-z])_ ?(?:\{ ?(\d+) ?\}|(\d+))(?![a-z0-9_])")
_TURNED = re.compile(
    r"(?<![a-z])(?:true|false)\s?(?:(?:自动|就|被|都)?(?:变|改|转|成)[为成]?了?|→|->|=>|to|into|becomes)\s?(?=(?:true|false)(?![a-z]))"
)
_CJK_GAP = re.compile(f"(?<=[{_CJK}，、。])[ \u3000]+(?=[{_CJK}])")
_ROW = re.compile(r"[第每某一二两][一二三1-9i]?行")
_TAIWANESE_ROW = re.compile(r"列(?![表出举车印])")
_PAUSE = re.compile(
    f"(?<=[{_CJK}]{{3}})[ \u3000]+(?=(?:所以|因此|因为|由于|结果|但|于是|导致|最后|最终|"
    "而|只有|只剩|那么|然后|就|反向|故|从而|没有|不会))"
)
"""A blank in place of a comma, as in hasty typing."""
_BLANKS = re.compile(r" {2,}")
_SWITCH = re.compile(
    r"\b((?:turn|switch)(?:s|es|ed|ing)?) ((?:the )?(?:gradients? |grad )?track(?:ing)?) (on|off)\b"
)
_OPERATOR = re.compile(r"(?<![a-z0-9])d ?/ ?dx(?= of| \()(?! ?\(? ?x\*\*)")
_POW_CALL = re.compile(
    r"(?<![a-z0-9_.])(?:(?:torch\.|math\.)?pow\( ?x ?, ?(\d) ?\)|x\.pow\( ?(\d) ?\))"
)
_PRODUCT = re.compile(r"(?<![a-z0-9_.)*+-])x ?\* ?x(?: ?\* ?x)?(?![a-z0-9_(.*]| ?\*)")
_DIFFERENTIAL = re.compile(r"(?<![a-z])d\s?\(?(y\d?|z|f|x\*\*\d)\)?\s*/\s*d\s?(x)(?![a-z0-9])")


def normalise(text: str | Mapped) -> Mapped:
    """Return the text in its one spelling, with the way back to the original.

    Never raises; normalising the result again changes nothing.
    """
    mapped = text if isinstance(text, Mapped) else Mapped.of(text)
    # Each rewriting may uncover another ("\\fr\\(ac{..}"): contrived, but it must come to rest.
    for _ in range(8):
        before = mapped.text
        mapped = _once(mapped)
        if mapped.text == before or not _RESTLESS.search(before):
            break
    return mapped


_RESTLESS = re.compile(r"[\\^$]|\*\s*\*|_|[^\x00-\x7f\u4e00-\u9fff，。、；：？！（）“”]")


def _once(mapped: Mapped) -> Mapped:
    mapped = mapped.replace(_CRLF, "\n")
    mapped = mapped.replace(_SUPER_RUN, lambda m: "**" + m.group().translate(_SUPERSCRIPTS))
    mapped = _characters(mapped)
    mapped = _simplified(mapped)
    if "\\" in mapped.text or "$" in mapped.text:
        mapped = _without_tex(mapped)
    mapped = mapped.replace(_POWER, _power).replace(_CARET, "**")
    # Most texts lack what a pattern needs at least, which is found out much faster.
    if "_" in mapped.text:
        mapped = mapped.replace(_SUBSCRIPT, lambda m: m[1] + (m[2] or m[3]))
    if "pow" in mapped.text:
        mapped = mapped.replace(_POW_CALL, lambda m: "x**" + (m[1] or m[2]))
    if "x" in mapped.text:
        mapped = mapped.replace(_PRODUCT, lambda m: f"x**{m.group().count('x')}")
    if "/" in mapped.text:
        mapped = mapped.replace(_OPERATOR, "derivative")
        mapped = mapped.replace(_DIFFERENTIAL, r"d\1/d\2")
    # What a flag was before it changed is not what it is.
    mapped = mapped.replace(_TURNED, "")
    if "track" in mapped.text:
        mapped = mapped.replace(_SWITCH, r"\1 \3 \2")
    chinese = _ANY_CJK.search(mapped.text) is not None
    if chinese:
        mapped = mapped.replace(_PAUSE, ",")
    if "  " in mapped.text:
        mapped = mapped.replace(_BLANKS, " ")
    if chinese:
        mapped = mapped.replace(_CJK_GAP, "")
    mapped = spelt_out(mapped)
    if chinese:
        for wrong, right in _typos():
            mapped = mapped.replace(wrong, right)
    return mapped


def _power(match: re.Match[str]) -> str:
    exponent: str = match["a"] or match["b"] or match["c"]
    return "**" + exponent.removesuffix(".0")


@lru_cache(maxsize=4096)
def _character(char: str) -> str:
    if char in _INVISIBLE:
        return ""
    while True:
        new = "".join(_SIGNS.get(c, c) for c in unicodedata.normalize("NFKC", char))
        new = "".join(_RADICALS.get(c, c) for c in new.lower())
        if new == char:
            return new
        char = new


def _characters(mapped: Mapped) -> Mapped:
    text = mapped.text
    if _ANY_ODD.search(text) is None:
        return mapped
    new = [_character(char) for char in text]
    joined = "".join(new)
    if joined == text:
        return mapped
    if len(joined) == len(text) and "" not in new:
        return Mapped(joined, mapped.original, mapped.starts, mapped.ends)
    starts = tuple(s for s, n in zip(mapped.starts, new, strict=True) for _ in n)
    ends = tuple(e for e, n in zip(mapped.ends, new, strict=True) for _ in n)
    return Mapped(joined, mapped.original, starts, ends)


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(mapped: Mapped) -> Mapped:
    chinese = "".join(_ANY_CJK.findall(mapped.text))
    try:
        # Whatever GB 2312 holds is simplified already, which spares loading the converter.
        chinese.encode("gb2312")
    except UnicodeEncodeError:
        pass
    else:
        return mapped
    text = mapped.text
    new = "".join(_simple(char) if char >= "\u3400" else char for char in text)
    if new != text and not _ROW.search(new):
        # In Taiwan a row is 列 and a column 行.
        new = _TAIWANESE_ROW.sub("行", new)
    return Mapped(new, mapped.original, mapped.starts, mapped.ends) if new != text else mapped


@lru_cache(maxsize=8192)
def _simple(char: str) -> str:
    new: str = _converter().convert(char)
    return new if len(new) == 1 else char


def _without_tex(mapped: Mapped) -> Mapped:
    mapped = mapped.replace(_TEX_UNDERSCORE, r"\1")
    for _ in range(3):
        mapped = mapped.keep(_TEX_FONT)
    mapped = mapped.replace(_TEX_FRACTION, r"\1/\2 ")
    mapped = mapped.replace(_TEX_BRACE, r"\1 (\2) ")
    mapped = mapped.replace(_TEX_PRODUCT, "*").replace(_TEX_PARTIAL, "d")
    return mapped.replace(_TEX_BRACKET, " ").replace(_TEX_COMMAND, " ")


@lru_cache(maxsize=1)
def _typos() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in rows_of("typos.txt"))
    return tuple((re.compile(wrong), right) for wrong, right in rows)
