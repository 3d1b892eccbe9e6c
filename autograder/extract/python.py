"""Student Python as text: parsing it, hiding IPython's syntax, and mending invisible faults.

Everything keeps line numbers, because lines are how findings and feedback meet the student.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings

from autograder import syntax

FILENAME = "<submission>"
"""What code is parsed under; what Python has to warn of in it is not for the teacher's terminal."""

# A filter for this name alone, once: `catch_warnings` around each parse is not thread-safe.
warnings.filterwarnings("ignore", module=re.escape(FILENAME))

_CELL_MAGIC = re.compile(r"^%%(\w+)[^\n]*")
_MAGIC = re.compile(r"^(\s*)(?:!|%(?=[A-Za-z])|\?+(?=[A-Za-z%]))")
_ASSIGNED = re.compile(r"^([\w.,\s\[\]'\"]+=)\s*(?:!|%(?=[A-Za-z]))")
_HELP = re.compile(r"^(\s*)[A-Za-z_%][\w.]*\?{1,2}\s*$")
_TIMED = re.compile(r"^(\s*)%(?:time|timeit|prun|memit|lprun)\s+(?:-\w+\s+(?:\d+\s+)?)*(?=\S)")
_SHELL_CALL = re.compile(r"\bget_ipython\s*\(")
_RUNS_ITS_BODY = {"time", "timeit", "capture", "prun", "memit"}


def parse(source: str) -> ast.Module | None:
    """The syntax tree, or None for what Python cannot parse. Never raises, prints no warning."""
    try:
        return syntax.parse(source, FILENAME)
    except syntax.UNPARSABLE:
        return None


def parse_cell(source: str) -> ast.Module | None:
    """Like `parse`, for code that may hold IPython magics and shell lines."""
    return parse(source) or parse(mask(source))


def cell_magic(source: str) -> str | None:
    """The name of the cell magic that a cell starts with ("bash" for `%%bash`), or None."""
    match = _CELL_MAGIC.match(source.lstrip())
    return match.group(1) if match else None


def uses_ipython(source: str) -> bool:
    """Whether a script needs IPython: it calls `get_ipython()` or has magic or shell lines."""
    if _SHELL_CALL.search(source):
        return True
    return bool(re.search(r"(?m)^[ \t]*[!%]", source)) and parse(source) is None


def mask(source: str) -> str:
    """`source` with IPython's syntax replaced by Python of as many lines that does nothing.

    The body of a cell magic that runs Python (`%%time`) stays; that of another (`%%bash`) goes.
    """
    lines = source.split("\n")
    magic = cell_magic(source)
    if magic is not None:
        if magic not in _RUNS_ITS_BODY:
            return "\n" * (len(lines) - 1)
        first = next(number for number, line in enumerate(lines) if line.strip())
        lines[first] = ""
    masked: list[str] = []
    continued = False
    for line in lines:
        if continued:
            masked.append("")
            continued = line.endswith("\\")
            continue
        hidden = _mask_line(line)
        masked.append(hidden)
        continued = hidden != line and line.endswith("\\")
    return "\n".join(masked)


def _mask_line(line: str) -> str:
    timed = _TIMED.match(line)
    if timed:
        return timed.group(1) + line[timed.end() :]
    match = _MAGIC.match(line) or _HELP.match(line)
    if match:
        return match.group(1) + "pass"
    assigned = _ASSIGNED.match(line)
    return assigned.group(1) + " None" if assigned else line


def mend(source: str) -> tuple[str, bool]:
    """`source`, mended where only characters that nobody sees keep it from parsing.

    These are no-break and full-width spaces, zero-width characters, and tabs mixed with spaces
    (tabs stop at 4 as in editors for Python, else at 8). Returns the text and whether it changed.
    """
    source = source.replace("\f", "").replace("\v", "")
    if parse_cell(source) is not None:
        return source, False
    spaced = "".join(_plain(character) for character in source)
    for candidate in (
        spaced,
        *(_expand_indents(text, size) for text in (source, spaced) for size in (4, 8)),
    ):
        if candidate != source and parse_cell(candidate) is not None:
            return candidate, True
    return source, False


def _plain(character: str) -> str:
    if character == "\u3000":
        return "  "  # as wide as two, and students line it up with ordinary spaces by eye
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "" if category == "Cf" else character


def _expand_indents(source: str, size: int) -> str:
    def expand(match: re.Match[str]) -> str:
        return match.group().expandtabs(size)

    return re.sub(r"(?m)^[ \t]+", expand, source)
