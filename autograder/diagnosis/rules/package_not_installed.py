"""A name is missing because its package is not installed where the homework is graded.

Why it matters: at home the same line runs; the error says nothing of the import, which was passed over.

Example: `import pandas as pd`, and further down `pd.DataFrame(rows)`.

Feedback: the import, the line that then failed, and that a right exercise lost nothing by it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.general import at
from autograder.diagnosis.model import Found, Rule
from autograder.evidence.schema import Site, Skipped
from autograder.spec.model import Words

BAD = (
    """\
import torch
import gym as g
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
print(g.make(y3))
y3.backward()
print(x.grad)
""",
    """\
import torch
from spacy import load
x = torch.tensor(1., requires_grad=True)
def attempt():
    load("en")
    (x ** 2).backward()
attempt()
""",
)
GOOD = (
    """\
import torch
import gym
x = torch.tensor(1., requires_grad=True)
y = x ** 2
y.backward()
print(x.grad)
""",
)

_MISSING = re.compile(r"name '(\w+)' is not defined")
NO_HARM = Words(
    zh="{where}：评分的环境里没有安装 {package}，所以{at}的 `{use}` 报错（{name} 没有定义）。你的电脑上装了它就能运行；这里没有扣分。",
    en="{where}: {package} is not installed where the homework is graded, so `{use}` at {at} fails ({name} is not defined). With {package} it runs on your machine; it cost nothing.",
)


def find(case: Case) -> Iterator[Found]:
    """A name is not defined that an import of a missing package would have given."""
    done = case.gradient_earned or case.program_earned
    for program, raised in case.errors():
        match = _MISSING.match(raised.message) if raised.type == "NameError" else None
        came = None if match is None else _import_of(program, match.group(1))
        if match is None or came is None:
            continue
        site = raised.stack[-1] if raised.stack else None
        import_, package = came
        found = at(
            program,
            import_,
            "note" if done else "error",
            message=NO_HARM if done else None,
            package=package,
            name=match.group(1),
            use=program.line(site),
            at=program.where(site),
        )
        yield replace(found, stopped=program.where(site))
        return


def _import_of(program: ProgramRuns, name: str) -> tuple[Site, str] | None:
    """The import that was passed over and would have given this name, and its package."""
    frames = () if program.run is None else program.run.frames
    missing = {f.text for f in frames if isinstance(f, Skipped) and f.kind == "module"}
    for unit, node in program.statements:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for alias in node.names:
            whole = alias.name if isinstance(node, ast.Import) else node.module or ""
            package = whole.partition(".")[0]
            if (alias.asname or alias.name.partition(".")[0]) == name and package in missing:
                return Site(unit, node.lineno), package
    return None


RULE = Rule(
    code="package_not_installed",
    rank=24,
    find=find,
    message=Words(
        zh="{where}：评分的环境里没有安装 {package}，所以{at}的 `{use}` 报错（{name} 没有定义），后面的计算没有运行。",
        en="{where}: {package} is not installed where the homework is graded, so `{use}` at {at} fails ({name} is not defined), and what follows did not run.",
    ),
    hint=Words(
        zh="本题用不着 {package}：把用到它的几行去掉，或者放进 try/except。",
        en="The exercise does not need {package}: leave its lines out, or put them into try/except.",
    ),
    hides=("program_error", "exercise_not_found", "late_error", "unrelated_error"),
    general=True,
    bad=BAD,
    good=GOOD,
)
