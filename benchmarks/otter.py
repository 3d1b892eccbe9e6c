"""`otter run` on the same notebooks, two at a time, in a virtual environment of its own.

The autograder zip is what `otter generate` makes of exception-based tests for the same homework,
as Otter's documentation describes them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT, Cost, run

VENV = ROOT / ".venv-otter"
_BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
_REQUIREMENTS = ("otter-grader[grading]>=7,<8", "ipykernel")

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


def set_up() -> None:
    """Make the environment unless it is there: torch of our own version, and otter.

    Raises:
        subprocess.CalledProcessError: pip failed; it has said why.
    """
    if (_BIN / "otter").exists() and (VENV / ".complete").exists():
        return
    import torch  # noqa: PLC0415 - only the set-up needs to know its version

    version = torch.__version__.partition("+")[0]
    index = os.environ.get("INDEX")
    print(f"Installing otter-grader into {VENV.name} (once) ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    subprocess.run(
        [
            str(_BIN / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            *(("--extra-index-url", index) if index else ()),
            *_REQUIREMENTS,
            f"torch=={version}",
        ],
        check=True,
    )
    (VENV / ".complete").touch()


def make_zip(folder: Path) -> Path:
    """Write tests and configuration into `folder` and let `otter generate` zip them."""
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "no_grad_cubic.py").write_text(TESTS, encoding="utf-8")
    (folder / "otter_config.json").write_text('{"lang": "python", "points_possible": 7}\n')
    subprocess.run(
        [
            str(_BIN / "otter"),
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
        env=environment(),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return folder / "autograder.zip"


def environment() -> dict[str, str]:
    """The process environment with Otter's programs first, as an activated one has them."""
    path = os.environ.get("PATH", "")
    return {**os.environ, "PATH": f"{_BIN}{os.pathsep}{path}", "VIRTUAL_ENV": str(VENV)}


def run_batch(autograder_zip: Path, notebooks: list[Path], work: Path) -> OtterBatch:
    """Grade the notebooks with `otter run`, two at a time."""

    def one(notebook: Path) -> Cost:
        out = work / notebook.stem
        out.mkdir(parents=True)
        command = [str(_BIN / "otter"), "run", "--no-logo", "-a", str(autograder_zip)]
        cost = run([*command, "-o", str(out), str(notebook)], cwd=out, env=environment())
        if not (out / "results.json").is_file():
            raise RuntimeError(f"otter run left no results for {notebook.name}: {cost.said}")
        return cost

    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        costs = tuple(pool.map(one, notebooks))
    return OtterBatch(time.perf_counter() - start, costs)
