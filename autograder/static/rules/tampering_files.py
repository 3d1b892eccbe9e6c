"""*What it checks*: paths of the grader's own files, of `/proc` and of the system.

*Why it matters*: no exercise reads them; rubrics, results and other people's work lie there.

*Example*: `open("/autograder/results/results.json", "w")`, `open("/proc/self/maps")`.

*Feedback*: none to the student by itself; a flag with the line for the teacher. Files of the
student's own, wherever they lie (`/content/drive`, `C:/Users`, `../data`), are ordinary.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, found
from autograder.static.suspicion import Suspicion

CODE = "tampering_pattern"
VALID = (
    "f = open('/content/drive/data.csv')\ng = open('C:/Users/a/b.txt', 'w')\nopen('../a.txt')\n",
    "print('/proc/self/maps')\n'/etc/passwd'\n",
    "open('/proc/cpuinfo').read()\n",
    "open('/autograder/submission/data.csv')\n",
)
INVALID = (
    Bad("open('/proc/self/maps')\n", (1,), detail={"pattern": "proc", "level": "deliberate"}),
    Bad(
        "from pathlib import Path\nout = '/autograder/results/results.json'\nPath(out).unlink()\n",
        (2,),
        detail={"pattern": "grader_file", "level": "deliberate"},
    ),
    Bad("open('../../solutions/reference.py')\n", (1,), detail={"level": "look"}),
    Bad("open('/etc/passwd')\n", (1,), detail={"pattern": "system_file", "level": "look"}),
)

_GRADER_FILE = re.compile(r"^/autograder/(?!submission)")
_LIKE_GRADER_FILE = re.compile(r"(?:^|/)solutions/|(?:^|/)assignment\.ya?ml$")
_PROC = re.compile(r"^/proc/(?!cpuinfo$|meminfo$|version$)")
_SYSTEM_FILE = re.compile(r"^/(?:etc|sys|run|boot)/(?!os-release|localtime)|^/dev/(?:mem|kmsg|shm)")


def check(code: Code) -> Iterator[Finding]:
    """Look at every text that is such a path and is not just shown."""
    for unit, node in code.walk():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for seen in _path(code, node, node.value):
                yield found(CODE, unit, node.lineno, pattern=seen.pattern, level=seen.level)


def _path(code: Code, node: ast.Constant, text: str) -> Iterator[Suspicion]:
    """A text that is the path of something of the grader's or the system's, and not just shown."""
    outer = code.parents.get(node)
    if len(text) > 200 or "\n" in text or isinstance(outer, (ast.Expr, ast.Compare)):
        return
    if (
        isinstance(outer, ast.Call)
        and isinstance(outer.func, ast.Name)
        and outer.func.id == "print"
    ):
        return
    if _GRADER_FILE.search(text):
        yield Suspicion("grader_file", "deliberate", node)
    elif _PROC.match(text):
        yield Suspicion("proc", "deliberate", node)
    elif _LIKE_GRADER_FILE.search(text):
        yield Suspicion("grader_file", "look", node)
    elif _SYSTEM_FILE.match(text):
        yield Suspicion("system_file", "look", node)
