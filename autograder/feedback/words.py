"""Putting data into words: places, numbers and templates, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.extract.document import Where
from autograder.spec.model import Words

_FIELD = re.compile(r"\{(\w+)\}")
"""Named fields only; a name that is not there stays as it was written."""
_NAME = re.compile(r"[b-hj-z]\b|\w*[_\d]\w*\b|[a-z]+[A-Z]\w*\b|\w+[.(=\[]\S")
"""A text that begins with a name out of the code, which has no other first letter: "f gives …"."""


def place(where: Where | None, language: str) -> str:
    """A place in words: "第 3 个单元格第 5 行", "cell 3, line 5", "line 12"; empty for nowhere."""
    if where is None:
        return ""
    zh = language == "zh"
    parts = []
    if where.cell is not None:
        parts.append(f"第 {where.cell} 个单元格" if zh else f"cell {where.cell}")
    if where.line is not None:
        parts.append(f"第 {where.line} 行" if zh else f"line {where.line}")
    if not parts and where.file:
        return where.file
    return ("" if zh else ", ").join(parts)


def number(value: float) -> str:
    """A number as a person writes it: 2, 0.5, 3.4, nan."""
    return f"{value:.4g}"


def values(contents: tuple[float, ...] | None) -> str:
    """The contents of a tensor: one number, a short list, or None."""
    if contents is None:
        return "None"
    if len(contents) == 1:
        return number(contents[0])
    shown = ", ".join(number(value) for value in contents[:6])
    return f"[{shown}{', …' if len(contents) > 6 else ''}]"


def tell(words: Words, details: Mapping[str, object], where: Where | None, language: str) -> str:
    """Fill a text with what was seen. Without a place the text starts after "{where}:"."""
    text = words.in_(language)
    if not place(where, language):
        for prefix in ("{where}：", "{where}:", "{where} "):
            text = text.removeprefix(prefix).lstrip()
        text = text if _NAME.match(text) else text[:1].upper() + text[1:]
    fields = {name: _said(value, language) for name, value in details.items()}
    fields["where"] = place(where, language)
    return _FIELD.sub(lambda match: fields.get(match[1], match[0]), text)


def _said(value: object, language: str) -> str:
    if isinstance(value, Words):
        return value.in_(language)
    if isinstance(value, Where):
        return place(value, language)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return number(float(value))
    if value is None:
        return "None"
    if isinstance(value, tuple):
        return values(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 160 else text[:159] + "…"
