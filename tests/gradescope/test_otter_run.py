"""The zip for Gradescope given to the real `otter run`: our scores and our messages."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import AutograderError
from autograder.gradescope.unpacked import read_unpacked
from autograder.ingest import load as read_submission
from autograder.otter.environment import activated, otter_python
from autograder.pipeline import Grader
from autograder.report.model import Report
from autograder.spec.load import load
from tests.gradescope.place import unpack

SOLUTIONS = load("no_grad_cubic").solutions


@dataclass(frozen=True)
class Otter:
    """Otter in an environment that has this package too."""

    python: Path
    bundle: Path

    def run(self, submission: Path, out: Path) -> tuple[dict[str, Any], str]:
        """The results.json that `otter run` leaves, and what it printed."""
        out.mkdir(parents=True)
        otter = self.python.parent / "otter"
        done = subprocess.run(
            [str(otter), "run", "-a", str(self.bundle), "-o", str(out), str(submission)],
            env=activated(self.python),
            cwd=out,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads((out / "results.json").read_text("utf-8")), done.stdout


@pytest.fixture(scope="module")
def otter(bundle: Path) -> Otter:
    try:
        return Otter(otter_python(), bundle)
    except AutograderError as error:
        pytest.skip(str(error))


def graded(bundle: Path, submission: Path, folder: Path) -> Report:
    """What our own command line would say, from the same recording."""
    unpack(bundle, folder)
    unpacked = read_unpacked(folder)
    with Grader(unpacked.assignment, recorded=unpacked.recorded, workers=1) as grader:
        return grader.grade(read_submission(submission))


@pytest.mark.parametrize("name", ["reference.ipynb", "wrong/copied_hint.py"])
def test_scores_and_messages_are_ours(otter: Otter, name: str, tmp_path: Path) -> None:
    submission = SOLUTIONS / name
    results, printed = otter.run(submission, tmp_path / "out")
    report = graded(otter.bundle, submission, tmp_path / "source")
    scores = {test["name"]: (test["score"], test["max_score"]) for test in results["tests"]}
    assert scores == {one.id: (one.score, one.max_score) for one in report.questions}
    assert {test["visibility"] for test in results["tests"]} == {"visible"}
    said = "\n".join(test["output"] for test in results["tests"])
    for message in report.messages:
        if message.severity == "error":
            assert message.message in said
    assert f"{report.score:g} of {report.max_score:g}" in printed


def test_otter_itself_runs_nothing_of_the_submission(otter: Otter, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    submission = tmp_path / "hw.py"
    right = (SOLUTIONS / "reference.py").read_text("utf-8")
    submission.write_text(f"open({str(trace)!r}, 'w').close()\n{right}", "utf-8")
    otter.run(submission, tmp_path / "out")
    assert not trace.exists()


def test_evidence_in_doubt_is_hidden_from_students(otter: Otter, tmp_path: Path) -> None:
    submission = tmp_path / "hw.py"
    right = (SOLUTIONS / "reference.py").read_text("utf-8")
    submission.write_text(f"open('/autograder/results/results.json', 'w')\n{right}", "utf-8")
    results, printed = otter.run(submission, tmp_path / "out")
    assert {test["visibility"] for test in results["tests"]} == {"hidden"}
    assert sum(test["score"] for test in results["tests"]) <= 3
    assert "tampering" in printed
