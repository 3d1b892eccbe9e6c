"""Foreign text made harmless to look at, on a page, in a terminal or in a table.

Student names, code and output may hold control characters that move a cursor, invisible
characters that hide a difference, and bidirectional overrides that show text in another order
than it has (CVE-2021-42574). They are replaced by something that can be seen; text that a person
would write comes through as it is.
"""

from __future__ import annotations

import re

# Tab and line feed stay. The joiners U+200C and U+200D stay too: emoji and several scripts need
# them, and they reorder nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIRS = {"“": "”", "「": "」", "『": "』", '"': '"', "`": "`", "(": ")", "（": "）"}
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """Return `text` with control, invisible and bidirectional characters shown as symbols.

    Control characters become their pictures (ESC is ␛), others their code point (⟨U+202E⟩), and
    lone surrogates U+FFFD. Tabs and line feeds stay.
    """
    return _UNSEEN.sub(_picture, text)


def one_line(text: str) -> str:
    """Return `visible(text)` on one line: every run of white space is a single space."""
    return visible(" ".join(text.split()))


def well_formed(text: str) -> str:
    """Return `text` with lone surrogates, which UTF-8 cannot hold, replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def as_printed(output: str) -> str:
    """Return program output as a terminal without colours shows it.

    Colour codes go, and a line that was rewritten after carriage returns (a progress bar) keeps
    its last state.
    """
    lines = _COLOUR.sub("", output).split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)


def number(value: float) -> str:
    """Return a score or a gradient as a person writes it: 2 for 2.0, 7.5, 0.3333."""
    if value != value:  # noqa: PLR0124 - that is how NaN is known
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "-∞"
    return f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:.6g}"


def first_sentence(text: str) -> str:
    """Return the first sentence of `text` on one line, up to 。！？ or a full stop and a space.

    A full stop inside quotation marks, brackets or back quotes ends nothing.
    """
    line = one_line(text)
    awaited: list[str] = []
    for at, sign in enumerate(line):
        if awaited and sign == awaited[-1]:
            awaited.pop()
        elif sign in _PAIRS and (sign != "`" or "`" in line[at + 1 :]):
            awaited.append(_PAIRS[sign])
        elif not awaited and (
            sign in "。！？" or (sign in ".!?" and line[at + 1 : at + 2] in ("", " "))
        ):
            return line[: at + 1]
    return line
