"""`python -m benchmarks`: the figures and ratios of the README, measured on this machine."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
from rich.console import Console
from rich.table import Table

from autograder.otter.environment import otter_python
from benchmarks import floor, otter, ours
from benchmarks.material import reference_code, write_notebooks

PARTS = ("batch", "cpu", "cold", "memory")


@dataclass(frozen=True)
class Figure:
    """One measured ratio against its aim; `at_least` says on which side of the aim it must be."""

    what: str
    measured: str
    ratio: float
    aim: float
    at_least: bool

    @property
    def met(self) -> bool:
        return self.ratio >= self.aim if self.at_least else self.ratio <= self.aim


def batch(work: Path, notebooks: int, large: int, rounds: int) -> list[Figure]:
    """Submissions per second against `otter run`, two at a time."""
    otter_python()
    same = write_notebooks(work / "same", notebooks)
    write_notebooks(work / "more", large)
    ours.grade(same[0], work / "graded", 1)  # the page cache is warm for both from here on
    ours_same = median(cost.wall_s for cost in ours.batch(work / "same", work, rounds))
    theirs = otter.run_batch(otter.make_zip(work / "otter"), same, work / "otter_out")
    ours_more = median(cost.wall_s for cost in ours.batch(work / "more", work, rounds))
    per_second = notebooks / theirs.wall_s
    each = median(cost.wall_s for cost in theirs.costs)
    rss = median(cost.largest_rss_kb for cost in theirs.costs) / 1024
    said = f"otter {per_second:.2f}/s ({each:.1f} s, {rss:.0f} MB each)"
    return [
        Figure(
            f"batch of {notebooks} notebooks, start included",
            f"{notebooks / ours_same:.1f}/s; {said}",
            notebooks / ours_same / per_second,
            0.0,
            at_least=True,
        ),
        Figure(
            f"batch of {large} notebooks against otter's rate",
            f"{large / ours_more:.1f}/s; otter {per_second:.2f}/s",
            large / ours_more / per_second,
            100.0,
            at_least=True,
        ),
    ]


def cpu(work: Path) -> list[Figure]:
    """CPU of one submission with two interventions against a bare fork."""
    wall_s, cpu_s = floor.measure(reference_code(), work)
    one = ours.cpu_per_submission(work)
    bare = f"bare fork {cpu_s * 1000:.1f} ms CPU, {wall_s * 1000:.1f} ms wall"
    return [
        Figure(
            "CPU of one submission, everything included",
            f"{one.total_cpu_s * 1000:.1f} ms; {bare}",
            one.total_cpu_s / cpu_s,
            4.0,
            at_least=False,
        ),
        Figure(
            "CPU of its three sandboxed runs alone",
            f"{one.runs_cpu_s * 1000:.1f} ms; {bare}",
            one.runs_cpu_s / cpu_s,
            4.0,
            at_least=False,
        ),
    ]


def cold(work: Path, rounds: int) -> list[Figure]:
    """One submission from nothing against importing torch."""
    notebook = write_notebooks(work / "one", 1)[0]
    graded, imported = ours.cold_start(notebook, work, rounds)
    said = f"{graded:.2f} s; import torch {imported:.2f} s"
    return [Figure("one notebook from a cold start", said, graded / imported, 1.3, at_least=False)]


def memory(work: Path, small: int, large: int) -> list[Figure]:
    """Peak memory of the supervisor at two sizes of batch."""
    few, many = ours.memory(work, small, large)
    said = f"{many / 1024:.1f} MB; at {small}: {few / 1024:.1f} MB"
    return [
        Figure(f"supervisor memory at {large} submissions", said, many / few, 1.1, at_least=False)
    ]


def show(figures: list[Figure]) -> None:
    """Print the table."""
    table = Table(box=None, pad_edge=False)
    for heading in ("measure", "measured (medians)"):
        table.add_column(heading)
    for heading in ("ratio", "aim", ""):
        table.add_column(heading, justify="right")
    for figure in figures:
        sign = "≥" if figure.at_least else "≤"
        aim = f"{sign} {figure.aim:g}" if figure.aim else "-"
        verdict = "" if not figure.aim else ("met" if figure.met else "NOT met")
        table.add_row(figure.what, figure.measured, f"{figure.ratio:.2f}", aim, verdict)
    Console(width=max(Console().width, 120)).print(table)


@click.command()
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="Measure only this part.")
@click.option("--notebooks", default=40, show_default=True, help="Notebooks that otter grades too.")
@click.option("--large", default=1000, show_default=True, help="Size of our larger batches.")
@click.option("--rounds", default=3, show_default=True, help="Repetitions that medians are of.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write figures here.")
@click.option("--setup-only", is_flag=True, help="Install otter into .venv-otter and stop.")
def main(
    *,
    only: tuple[str, ...],
    notebooks: int,
    large: int,
    rounds: int,
    json_file: Path | None,
    setup_only: bool,
) -> None:
    """Measure and print each ratio beside its aim (docs and README say what they mean)."""
    if setup_only:
        otter_python()
        return
    parts = only or PARTS
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="autograder-bench-") as folder:
        work = Path(folder)
        if "cold" in parts:
            figures += cold(work / "cold", rounds)
        if "cpu" in parts:
            (work / "cpu").mkdir()
            figures += cpu(work / "cpu")
        if "memory" in parts:
            figures += memory(work / "memory", min(100, large), large)
        if "batch" in parts:
            figures += batch(work / "batch", notebooks, large, rounds)
    show(figures)
    if json_file is not None:
        machine = {"cores": os.cpu_count(), "python": platform.python_version()}
        rows = [{**asdict(figure), "met": figure.met} for figure in figures]
        content = json.dumps({"machine": machine, "figures": rows}, ensure_ascii=False, indent=2)
        json_file.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
