"""`otter run` on the same notebooks, two at a time, in a virtual environment of its own.

The autograder zip is what `otter generate` makes of exception-based tests for the same homework,
as Otter's documentation describes them.
"""

from __future__ import annotations

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from autograder.otter.environment import activated, otter_python
from benchmarks.measure import Cost, run

TESTS = """\
from otter.test_files import test_case

OK_FORMAT = False

name = "no_grad_cubic"
points = 7


@test_case(points=4, hidden=False)
def test_gradient(x):
    assert float(x.grad.sum()) == 2.0


@test_case(points=2, hidden=False)
def test_graph(y1, y2, y3):
    assert y1.requires_grad and not y2.requires_grad and y3.requires_grad


@test_case(points=1, hidden=True)
def test_value(y3):
    assert float(y3.detach().sum()) == 2.0
"""


@dataclass(frozen=True)
class OtterBatch:
    """Wall seconds of the whole batch, and the cost of each notebook."""

    wall_s: float
    costs: tuple[Cost, ...]


def make_zip(folder: Path) -> Path:
    """Write tests and configuration into `folder` and let `otter generate` zip them."""
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "no_grad_cubic.py").write_text(TESTS, encoding="utf-8")
    (folder / "otter_config.json").write_text('{"lang": "python", "points_possible": 7}\n')
    subprocess.run(
        [
            str(otter_python().parent / "otter"),
            "generate",
            "--no-requirements",
            "--no-environment",
            "-c",
            "otter_config.json",
            "-t",
            "tests",
            "-o",
            "autograder.zip",
        ],
        cwd=folder,
        env=activated(otter_python()),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return folder / "autograder.zip"


def run_batch(autograder_zip: Path, notebooks: list[Path], work: Path) -> OtterBatch:
    """Grade the notebooks with `otter run`, two at a time."""

    def one(notebook: Path) -> Cost:
        out = work / notebook.stem
        out.mkdir(parents=True)
        command = [
            str(otter_python().parent / "otter"),
            "run",
            "--no-logo",
            "-a",
            str(autograder_zip),
        ]
        cost = run(
            [*command, "-o", str(out), str(notebook)], cwd=out, env=activated(otter_python())
        )
        if not (out / "results.json").is_file():
            raise RuntimeError(f"otter run left no results for {notebook.name}: {cost.said}")
        return cost

    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        costs = tuple(pool.map(one, notebooks))
    return OtterBatch(time.perf_counter() - start, costs)
