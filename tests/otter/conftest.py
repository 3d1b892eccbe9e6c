"""Otter's own environment, where it can be made."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.otter.environment import activated
from autograder.otter.environment import otter_python as python_with_otter
from tests.otter.pairs import Pair

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def otter_python() -> Path:
    """The Python that has Otter-Grader 7."""
    try:
        return python_with_otter()
    except AutograderError as error:
        pytest.skip(f"Otter's environment cannot be made here: {error}")


def run_otter(
    python: Path, pairs: list[Pair], folder: Path, *, kernel: bool = False
) -> list[dict[str, list[float]] | str]:
    """What Otter gives each pair."""
    jobs, results = folder / "jobs.json", folder / "results.json"
    jobs.write_text(json.dumps([[str(pair.zipped), str(pair.submission)] for pair in pairs]))
    done = subprocess.run(
        [
            str(python),
            str(HERE / "by_otter.py"),
            str(jobs),
            str(results),
            *(["kernel"] if kernel else []),
        ],
        env=activated(python),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, list[float]] | str] = json.loads(results.read_text())
    return found
