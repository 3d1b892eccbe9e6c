"""*What it checks*: lines that start other programs, as `!pip install torch` does.

*Why it matters*: the grader runs nothing but the program itself; such lines are skipped.

*Example*: `!pip install torch`, `%pip`, a `%%bash` cell, `os.system("cls")`.

*Feedback*: a note that the line was skipped.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder import syntax
from autograder.extract.python import cell_magic
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.source import Code, Unit, found

CODE = "shell_line"
VALID = (
    "%matplotlib inline\nx = 1\n",
    "get_ipython().run_line_magic('matplotlib', 'inline')\n",
    'text = """\n!important\n"""\n',
    "y = (3\n  % 2)\n",
)
INVALID = (
    Bad("!pip install torch\nx = 1\n", (1,), detail={"kind": "shell"}),
    Bad("import torch\n%pip install torch\n", (2,), notebook=True, detail={"kind": "magic"}),
    Bad("%%bash\nls -l\n!x\n", (1,), notebook=True, detail={"kind": "magic"}),
    Bad("files = !ls\n", (1,), notebook=True),
    Bad("get_ipython().system('pip install torch')\n", (1,)),
    Bad("get_ipython().run_line_magic('pip', 'install torch')\n", (1,)),
    Bad("import os\nos.system('cls')\n", (2,)),
    Bad(
        "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip', 'install'])\n",
        (2,),
    ),
)

_SHELLS = "sx system sc bash sh script cmd perl ruby pip conda mamba uv"
_LINE = re.compile(
    rf"^\s*(?:[\w.,]+\s*=\s*)?(?:(?P<shell>!)|%(?P<magic>{_SHELLS.replace(' ', '|')})\b)"
)
_HARMLESS_COMMANDS = re.compile(r"^\s*(cls|clear|pause|chcp\b.*|pip3?\b.*|python3? -m pip\b.*)$")


def check(code: Code) -> Iterator[Finding]:
    """Look at IPython's lines, at what export makes of them, and at harmless commands."""
    for unit in code.units:
        yield from _lines(unit)
    for unit, node in code.walk():
        if isinstance(node, ast.Call) and (
            _by_ipython(node) or harmless_command(node, code.names.resolve(node.func))
        ):
            yield found(CODE, unit, node.lineno, kind="shell")


def _lines(unit: Unit) -> Iterator[Finding]:
    magic = cell_magic(unit.cell.source)
    if magic in _SHELLS.split():
        first = next(i for i, line in enumerate(unit.lines, start=1) if line.strip())
        yield found(CODE, unit, first, kind="magic")
        return
    if unit.cell.plain_tree is not None:
        return
    for number, line in enumerate(unit.lines, start=1):
        match = _LINE.match(line)
        if match:
            yield found(CODE, unit, number, kind="shell" if match.group("shell") else "magic")


def harmless_command(node: ast.Call, name: str | None) -> bool:
    """Whether a call only clears a screen or installs a package."""
    if not node.args:
        return False
    if name == "os.system":
        command = node.args[0]
        text = command.value if isinstance(command, ast.Constant) else None
        return isinstance(text, str) and _HARMLESS_COMMANDS.match(text) is not None
    if name is not None and name.split(".")[0] == "subprocess":
        words = [
            inner.value
            for inner in syntax.nodes(node.args[0])
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
        ]
        return "pip" in words[:3] or bool(words and _HARMLESS_COMMANDS.match(words[0]))
    return False


def _by_ipython(node: ast.Call) -> bool:
    """`get_ipython().system(...)`, or a magic by call that starts another program."""
    function = node.func
    if not isinstance(function, ast.Attribute) or "get_ipython" not in ast.dump(function.value):
        return False
    if function.attr in ("system", "getoutput"):
        return True
    first = node.args[0] if node.args else None
    return (
        function.attr in ("run_line_magic", "run_cell_magic", "magic")
        and isinstance(first, ast.Constant)
        and str(first.value).split(" ")[0] in _SHELLS.split()
    )
