"""Small classes to grade for real, and the command line to grade them with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

RIGHT = (
    "import torch\nx = torch.tensor(1., requires_grad=True)\ny1 = x ** 2\n"
    "with torch.no_grad():\n    y2 = x ** 3\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)\n"
    "# y2 is computed under no_grad, so it is not part of the graph and its gradient does not\n"
    "# flow back; only y1 = x**2 contributes, so x.grad is 2x = 2.\n"
)
TRACKED = RIGHT.replace("with torch.no_grad():\n    y2", "if True:\n    y2")
PRODUCT = RIGHT.replace("y1 + y2", "y1 * y2")
PROGRAMS = (RIGHT, TRACKED, PRODUCT)


def write_class(folder: Path, count: int) -> Path:
    """`count` submissions that differ, right and wrong ones in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        code = PROGRAMS[number % len(PROGRAMS)]
        (folder / f"student_{number:03d}.py").write_text(f"{code}# number {number}\n")
    return folder


def command(folder: Path, out: Path, *options: str) -> list[str]:
    return [
        sys.executable,
        *("-m", "autograder", "grade", str(folder), "--out", str(out)),
        *("--workers", "2", "--lang", "en", *options),
    ]


def grade(
    folder: Path, out: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Grade a class to the end."""
    return subprocess.run(
        command(folder, out, *options),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
    )


def reports(out: Path) -> dict[str, dict[str, Any]]:
    """Every report by name, without the figures of its run."""
    found = {}
    for path in sorted((out / "reports").glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        del report["run"]
        found[path.stem] = report
    return found
