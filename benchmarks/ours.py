"""Our own grader, always through its command line, start included."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.material import reference_variations, write_notebooks
from benchmarks.measure import Cost, grade_command, run, run_with_orphans


def grade(source: Path, out: Path, workers: int) -> Cost:
    """Grade into a fresh folder.

    Raises:
        RuntimeError: the grader failed, or some submission could not be graded.
    """
    shutil.rmtree(out, ignore_errors=True)
    cost = run_with_orphans(grade_command(source, out, workers))
    if cost.status != 0:
        raise RuntimeError(
            f"autograder grade {source.name} ended with status {cost.status}: {cost.said}"
        )
    return cost


def batch(source: Path, work: Path, rounds: int) -> list[Cost]:
    """Grade a folder several times with two workers."""
    return [grade(source, work / "graded", 2) for _ in range(rounds)]


@dataclass(frozen=True)
class PerSubmission:
    """CPU seconds of one more submission in a batch: of all processes together, and of its three
    sandboxed runs alone as their reports say (median)."""

    total_cpu_s: float
    runs_cpu_s: float


def cpu_per_submission(work: Path, few: int = 20, many: int = 120) -> PerSubmission:
    """What one submission adds: the difference between a small and a larger batch of scripts."""
    spent = []
    for count in (few, many):
        folder = work / f"scripts_{count}"
        folder.mkdir(parents=True)
        for number, code in enumerate(reference_variations(count)):
            (folder / f"student_{number:05d}.py").write_text(code, encoding="utf-8")
        rounds = [grade(folder, work / "graded", 1).cpu_s for _ in range(3)]
        spent.append(median(rounds))
    reports = (work / "graded" / "reports").glob("*.json")
    runs = [json.loads(report.read_text("utf-8"))["run"]["cpu_s"] for report in reports]
    return PerSubmission((spent[1] - spent[0]) / (many - few), median(runs))


def cold_start(notebook: Path, work: Path, rounds: int) -> tuple[float, float]:
    """Median wall seconds of grading one notebook, and of `import torch` alone, in turn."""
    graded, imported = [], []
    for _ in range(rounds):
        imported.append(run([sys.executable, "-c", "import torch"]).wall_s)
        graded.append(grade(notebook, work / "graded", 1).wall_s)
    return median(graded), median(imported)


def memory(work: Path, small: int, large: int) -> tuple[int, int]:
    """Peak resident kilobytes of the supervisor for a small and a larger batch."""
    peaks = []
    for count in (small, large):
        folder = work / f"memory_{count}"
        write_notebooks(folder, count)
        peaks.append(grade(folder, work / "graded", 2).own_rss_kb)
    return peaks[0], peaks[1]
