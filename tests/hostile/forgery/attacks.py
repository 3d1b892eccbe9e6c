"""Reads the programs of this folder's `programs/`: what each tries, and how it has to end."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.ingest.submission import Submission
from tests.support import submission

PROGRAMS = Path(__file__).parent / "programs"

EXPLANATION = """\
计算 x**3 时处于 torch.no_grad() 中，y2 没有被追踪，requires_grad 为 False，没有 grad_fn，
不在计算图中，所以梯度不会经过 y2 传回 x。只有 y1 = x**2 对梯度有贡献，dy1/dx = 2x = 2，
因此 x.grad 是 2。
"""
"""With this explanation a right program earns full marks, so that only the program can fail."""

_HEADER = re.compile(r"^# (tries|outcome|as): (.+)$")


@dataclass(frozen=True)
class Attack:
    """A hostile program. `outcome` is "tampering" where a flag must be raised, "no_full_marks"
    where it is enough that the attempt earns nothing."""

    name: str
    tries: str
    outcome: str
    notebook: bool
    source: str

    def submission(self) -> Submission:
        """The program as a student hands it in, with an explanation that is right."""
        files: dict[str, str | bytes] = {"explanation.md": EXPLANATION}
        if self.notebook:
            files["homework.ipynb"] = _notebook(self.source)
        else:
            files["homework.py"] = self.source
        return submission(files, self.name)


def read() -> tuple[Attack, ...]:
    """All attacks, by name."""
    return tuple(_read(path) for path in sorted(PROGRAMS.glob("*.py")))


def _read(path: Path) -> Attack:
    header: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    while lines and (match := _HEADER.match(lines[0])):
        header[match[1]] = match[2].strip()
        del lines[0]
    return Attack(
        path.stem,
        header["tries"],
        header["outcome"],
        header.get("as") == "notebook",
        "".join(lines),
    )


def _notebook(source: str) -> str:
    """A notebook with a cell for each part between `# %%` lines, and a score claimed all over."""
    claim = {"score": 10, "max_score": 10, "status": "graded", "points": 10}
    output = {"output_type": "stream", "name": "stdout", "text": ["tensor(2.)\n"]}
    cells = [
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {"grade": True, "nbgrader": {**claim, "grade_id": "q1"}, **claim},
            "outputs": [output],
            "source": part,
        }
        for part in re.split(r"^# %%\n", source, flags=re.MULTILINE)
    ]
    return json.dumps(
        {"cells": cells, "metadata": {"otter": claim, **claim}, "nbformat": 4, "nbformat_minor": 4}
    )
