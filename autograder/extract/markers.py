"""Cells within scripts: `# %%` (Spyder, VS Code, PyCharm, jupytext) and nbconvert's `# In[3]:`.

A script stays one piece of code for running; what this module finds are its text cells.
See https://jupytext.readthedocs.io/en/latest/formats-scripts.html for the percent format.
"""

from __future__ import annotations

import re

_CELL = re.compile(r"^#\s*%%+(.*)$")
_OLD_CELL = re.compile(r"^#\s*<(\w+)cell>\s*$")
_PROMPT = re.compile(r"^#\s*In\s?\[[\d\s*]*\]:?\s*$")
_MARKDOWN = re.compile(r"(?i)^.*\[(?:markdown|md|raw)\]|^\s*(?:md|markdown)\b")
_QUOTES = ('"""', "'''", 'r"""', "r'''")
_NOISE = re.compile(r"(?:.*coding[:=].*|[-=*~_ ]*|\+.*|<\w+>|In\s?\[[\d\s*]*\]:?|[%!].*)$")


def text_cells(source: str) -> list[tuple[int, str]]:
    """The markdown cells of a script: first line (1-based) and text, a line of text per line."""
    lines = source.split("\n")
    found: list[tuple[int, str]] = []
    number = 0
    while number < len(lines):
        start = number + 1
        if _opens_text(lines[number]):
            number, taken = _read_text(lines, start)
            # Blank lines before and after are no part of it, and must not move the first line.
            while taken and not taken[0].strip():
                del taken[0]
                start += 1
            text = "\n".join(taken).rstrip()
            if text:
                found.append((start + 1, text))
        else:
            number = start
    return found


def is_noise(comment: str) -> bool:
    """Whether a comment line says nothing: a marker, a ruler, a coding cookie, a magic."""
    return _NOISE.match(comment.lstrip("# \t").rstrip()[:200]) is not None


def without_header(source: str) -> str:
    """`source` without jupytext's YAML header, whose lines become empty."""
    match = re.match(r"\A# ---\n(?:#.*\n)*?# ---\n", source)
    if match is None or "jupy" not in match.group():
        return source
    return "\n" * match.group().count("\n") + source[match.end() :]


def _opens_text(line: str) -> bool:
    cell = _CELL.match(line)
    if cell:
        return _MARKDOWN.match(cell.group(1)) is not None
    old = _OLD_CELL.match(line)
    return old is not None and old.group(1) in ("markdown", "raw")


def _read_text(lines: list[str], number: int) -> tuple[int, list[str]]:
    """The text from line index `number` on, and the index of the line after it."""
    taken: list[str] = []
    closing: str | None = None
    while number < len(lines):
        line = lines[number]
        bare = line.strip()
        if closing is not None:
            end = bare.endswith(closing)
            taken.append(line.rstrip()[:-3] if end else line)
            number += 1
            if end:
                break
            continue
        opening = next((quote for quote in _QUOTES if bare.startswith(quote)), None)
        if _CELL.match(line) or _OLD_CELL.match(line) or _PROMPT.match(line):
            break
        if opening is not None and not any(part.strip() for part in taken):
            body = bare[len(opening) :]
            closing = opening[-3:]
            if body.endswith(closing):
                taken.append(body[:-3])
                return number + 1, taken
            taken.append(body)
        elif bare.startswith("#"):
            taken.append(re.sub(r"^\s*# ?", "", line))
        elif not bare:
            taken.append("")
        else:
            break
        number += 1
    return number, taken
