"""*What it checks*: attempts to reach the grader's process or its channel.

*Why it matters*: what the program reports can no longer be trusted; a person looks at it.

*Example*: `import autograder`, `os.write(3, ...)`, `os.kill(os.getppid(), 9)`.

*Feedback*: none to the student by itself; a flag with the line for the teacher. "look" is for what
may be honest (`subprocess`, `socket`); ordinary use of os, sys and files is neither.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder import syntax
from autograder.static.findings import Finding
from autograder.static.rule import Bad
from autograder.static.rules.shell_line import harmless_command
from autograder.static.source import Code, found
from autograder.static.suspicion import Level, Suspicion, constant, imported

CODE = "tampering_pattern"
VALID = (
    "import os, random, time, json, warnings, sys\nos.environ['KMP_DUPLICATE_LIB_OK'] = 'TRUE'\n"
    "sys.path.append('.')\nprint(os.path.join('a', 'b'), os.getcwd(), time.time())\n"
    "random.seed(0)\nwarnings.filterwarnings('ignore')\n",
    "import matplotlib.pyplot as plt\nplt.savefig('a.png')\n",
    "import socket\nprint(socket.gethostname())\n",
    "import os\nos.makedirs('out', exist_ok=True)\nos.system('clear')\n",
    "import os\nos.write(1, b'hello')\n",
    "import threading, multiprocessing, logging, inspect\nprint(inspect.getsource(print))\n",
    "class P:\n    def __reduce__(self):\n        return (P, ())\n",
    "import sys\nif 'google.colab' in sys.modules:\n    pass\nsys.exit(0)\n",
    "import subprocess\nsubprocess.run(['pip', 'install', 'torch'])\n",
    "from autograder.otter import check\ncheck('gradient')\n",
)
INVALID = (
    Bad("import autograder\n", (1,), detail={"pattern": "grader_import", "level": "deliberate"}),
    Bad("import importlib\nimportlib.import_module('autograder.checks')\n", (2,)),
    Bad("import os\nos.write(3, b'x')\n", (2,), detail={"level": "deliberate"}),
    Bad("f = open(4, 'wb')\n", (1,), detail={"pattern": "file_descriptor"}),
    Bad("import os\nos.kill(os.getppid(), 9)\n", (2,), detail={"level": "deliberate"}),
    Bad("import os\nos.kill(os.getpid(), 9)\n", (2,), detail={"level": "look"}),
    Bad("import os as o\no._exit(0)\no.fork()\n", (2, 3), detail={"level": "look"}),
    Bad("import subprocess\nsubprocess.run(['ls'])\n", (2,), detail={"level": "look"}),
    Bad("import socket\ns = socket.socket()\n", (2,), detail={"level": "look"}),
    Bad("import os\nos.system('ls /')\n", (2,), detail={"pattern": "subprocess"}),
    Bad(
        "import os\nclass P:\n    def __reduce__(self):\n        return (os.system, ('id',))\n",
        (3,),
        detail={"pattern": "crafted_pickle", "level": "deliberate"},
    ),
    Bad("import base64\nexec(base64.b64decode('eA=='))\n", (2,), detail={"level": "deliberate"}),
)

_FOR_NOTEBOOKS = {"autograder.otter", "autograder.otter.check", "autograder.otter.Feedback"}
"""What the checks in a notebook are told to import."""

_CALLS: dict[str, tuple[str, Level]] = {
    "os._exit": ("process", "look"),
    "os.fork": ("process", "look"),
    "os.forkpty": ("process", "look"),
    "os.kill": ("process", "look"),
    "os.killpg": ("process", "look"),
    "os.abort": ("process", "look"),
    "os.setuid": ("process", "deliberate"),
    "os.setgid": ("process", "deliberate"),
    "os.ptrace": ("process", "deliberate"),
    "os.closerange": ("file_descriptor", "look"),
    "os.dup2": ("file_descriptor", "look"),
    "os.pidfd_open": ("process", "deliberate"),
    "signal.setitimer": ("limits", "look"),
    "signal.alarm": ("limits", "look"),
    "resource.setrlimit": ("limits", "look"),
    "socket.socket": ("socket", "look"),
    "socket.socketpair": ("socket", "look"),
    "socket.create_connection": ("socket", "look"),
    "os.system": ("subprocess", "look"),
    "os.popen": ("subprocess", "look"),
}
_RUNS = re.compile(r"^os\.(?:exec|spawn|posix_spawn)|^subprocess\.(?!PIPE|DEVNULL|STDOUT)")
_BY_NUMBER = {"os.write", "os.fdopen", "os.read", "os.close", "os.dup", "os.sendfile"}
_DECODERS = re.compile(r"^(?:base64|zlib|marshal|codecs|binascii|bz2|lzma)\.")


def check(code: Code) -> Iterator[Finding]:
    """Look at imports, calls, and classes that pickle oddly."""
    for unit, node in code.walk():
        for seen in _suspicions(code, node):
            line = getattr(seen.node, "lineno", 1)
            yield found(CODE, unit, line, pattern=seen.pattern, level=seen.level)


def _suspicions(code: Code, node: ast.AST) -> Iterator[Suspicion]:
    for name in imported(code, node):
        top = name.split(".")[0]
        if top == "autograder" and name not in _FOR_NOTEBOOKS and not _own_module(code):
            yield Suspicion("grader_import", "deliberate", node)
    if isinstance(node, ast.Call):
        yield from _call(code, node)
    elif (
        isinstance(node, ast.FunctionDef)
        and node.name in ("__reduce__", "__reduce_ex__")
        and any(_runs_something(code, inner) for inner in syntax.nodes(node))
    ):
        yield Suspicion("crafted_pickle", "deliberate", node)


def _call(code: Code, node: ast.Call) -> Iterator[Suspicion]:
    name = code.names.resolve(node.func) or _builtin(node.func)
    if name is None or harmless_command(node, name):
        return
    first = constant(node.args[0]) if node.args else None
    to_channel = type(first) is int and first > 2
    if name in ("os.kill", "os.killpg") and "getppid" in ast.dump(node):
        yield Suspicion("process", "deliberate", node)
    elif name in _CALLS:
        pattern, level = _CALLS[name]
        yield Suspicion(pattern, level, node)
    elif _RUNS.match(name):
        yield Suspicion("subprocess", "look", node)
    elif (name in _BY_NUMBER or name == "open") and to_channel:
        yield Suspicion("file_descriptor", "deliberate", node)
    elif name in ("exec", "eval") and node.args and _decodes(code, node.args[0]):
        yield Suspicion("hidden_code", "deliberate", node)


def _decodes(code: Code, node: ast.AST) -> bool:
    return any(
        _DECODERS.match(code.names.called(inner) or "") is not None for inner in syntax.nodes(node)
    )


def _runs_something(code: Code, node: ast.AST) -> bool:
    name = code.names.resolve(node) or _builtin(node) or ""
    return name in ("exec", "eval", "os.system", "os.popen") or _RUNS.match(name) is not None


def _builtin(node: ast.AST) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _own_module(code: Code) -> bool:
    """Whether the student handed in something called autograder themselves."""
    return any(
        name.rsplit("/", 1)[-1] == "autograder.py" or "autograder/" in name for name in code.files
    )
