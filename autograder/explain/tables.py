"""Reads Markdown tables as sentences, a row at a time.

| term | requires_grad |        y1 的 requires_grad True;
|------|---------------|   →
| y1   | True          |        y2 的 requires_grad False;
| y2   | False         |

A cell says something of the name at the head of its row or of its column, whichever names a role.
"""

from __future__ import annotations

import re

from autograder.explain.mapped import Mapped

_TABLE = re.compile(
    r"^(?P<head>[^\n|]*(?:\|[^\n|]*)+)\n"
    r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\n"
    r"(?P<rows>(?:[^\n]*\|[^\n]*(?:\n|$))+)",
    re.MULTILINE,
)
_ROW = re.compile(r"[^\n]+")
_ROLE = re.compile(
    r"(?<![a-zA-Z])(?:y_?\{?\d|x\s*(?:\*\*|\^)|[xy][₁₂₃²³])|平方|立方|次方|square|cub"
)

_STATE = re.compile(r"no_grad|追踪|跟踪|中断|detach|正常|tracking|without|with", re.IGNORECASE)
_ANSWERS = {
    "是": True, "有": True, "√": True, "✓": True, "✔": True, "✅": True, "yes": True,
    "否": False, "无": False, "没有": False, "×": False, "✗": False, "✘": False, "❌": False,
    "no": False,
}  # fmt: skip
_VALUE = re.compile(r"[-+\d<]|tensor|none|true|false|[a-z]+backward", re.IGNORECASE)
_WHETHER = re.compile(r"是否(?:能够?|会|被)?|能否|有无|会不会|有没有|\?|？")


def read_tables(text: Mapped) -> Mapped:
    """Return the text with every row of a table as clauses that name what each cell is said of."""
    if "|" not in text.text:
        return text
    heads: dict[int, list[str]] = {}
    dropped: list[tuple[int, int]] = []
    for table in _TABLE.finditer(text.text):
        head = _cells(table.group("head"))
        dropped.append((table.start(), table.start("rows")))
        for row in _ROW.finditer(text.text, *table.span("rows")):
            heads[row.start()] = head
    if not heads:
        return text

    def as_sentences(match: re.Match[str]) -> str:
        head = heads.get(match.start())
        if head is not None:
            return _row(head, _cells(match.group()))
        return "" if any(a <= match.start() < b for a, b in dropped) else match.group()

    return text.replace(_ROW, as_sentences)


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in line.split("|")]


def _row(head: list[str], cells: list[str]) -> str:
    if len(cells) != len(head):
        return ", ".join(cells)
    label = cells[0]
    named = next((form for form in (_ROLE, _STATE) if form.search(label)), None)
    by_row = named is not None or not any(map(_named, head[1:]))
    said: list[str] = []
    for name, cell in zip(head[1:], cells[1:], strict=True):
        if not cell.strip("- —/"):
            continue
        of, what = (label, name) if by_row else (name, label)
        said.append(_cell(of, what, cell, again=by_row and bool(said)))
    return (", " if by_row else "; ").join(said) + "。"


def _named(text: str) -> bool:
    return _ROLE.search(text) is not None or _STATE.search(text) is not None


def _cell(of: str, what: str, cell: str, *, again: bool) -> str:
    if cell.lower() in _ANSWERS:
        what, cell = ("" if _ANSWERS[cell.lower()] else "不") + _WHETHER.sub("", what), ""
    said = f"{what} {'为 ' if _VALUE.match(cell) else ''}{cell}".strip()
    if not of:
        return said
    if _ROLE.search(of):
        return f"{of} 的 {said}" if cell else f"{of} {said}"
    return said if again else f"{of} : {said}" if not _STATE.search(of) else f"{of} 时, {said}"
