"""*What it checks*: code that Python refuses before running it.

*Why it matters*: nothing in that cell or script runs.

*Example*: `print x.grad`, a colon or a bracket missing, Chinese brackets.

*Feedback*: Python's own message and the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found

CODE = "syntax_error"
VALID = ("x = 1\n", "%matplotlib inline\n!pip install torch\nx = 1\n", "await f()\n", "")
INVALID = (
    Bad("x = 1\nprint x\ny = 2\n", (2,)),
    Bad("if True:\n    x = 1\nwith a\n    y = 2\n", (3,)),
    Bad("x = 1\nreturn x\n", (2,), detail={"message": "'return' outside function"}),
    Bad("y = （x）\n", (1,), notebook=True),
)


def check(code: Code) -> Iterator[Finding]:
    """Report what parsing met."""
    for unit in code.units:
        if unit.broken is not None:
            yield found(CODE, unit, unit.broken.line, message=unit.broken.message)
