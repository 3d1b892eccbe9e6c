"""Two neighbouring statements in the other order.

Why: whatever is computed before its input is set, or read before backward, is not there yet.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source

EXAMPLES = (("a = 1\nb = a\n", "b = a\na = 1\n"),)


def mutate(source: Source) -> Iterator[Change]:
    """Swap each statement with the next one of its block."""
    for block, index in source.statements():
        if index + 1 == len(block):
            continue
        one, other = block[index], block[index + 1]
        if isinstance(one, (ast.Import, ast.ImportFrom)):
            continue
        last = one.end_lineno or one.lineno
        if last >= other.lineno:  # on one line, by a semicolon
            continue
        between = "".join(source.text.splitlines(keepends=True)[last : other.lineno - 1])
        text = source.lines_of(other) + between + source.lines_of(one)
        end = other.end_lineno or other.lineno
        yield Change("statements swapped", one.lineno, source.with_lines(one.lineno, end, text))
