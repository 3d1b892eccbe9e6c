"""What the benchmark grades, and how it judges a figure; nothing here measures time."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import Figure
from benchmarks.material import corpus, reference_variations, varied, write_notebooks
from benchmarks.measure import run


def plain_code(notebook: bytes) -> str:
    """The code cells of a notebook as one script."""
    cells = json.loads(notebook)["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return "\n".join(code)


def test_every_variation_is_another_submission_that_runs_the_same_code() -> None:
    notebook = next(n for n in corpus() if b"%" not in n)
    codes = {plain_code(varied(notebook, number)) for number in range(5)}
    assert len(codes) == 5
    assert {ast.dump(ast.parse(code)) for code in codes} == {
        ast.dump(ast.parse(plain_code(notebook)))
    }


def test_as_many_notebooks_as_asked_are_written_and_all_differ(tmp_path: Path) -> None:
    count = len(corpus()) + 3
    paths = write_notebooks(tmp_path / "many", count)
    assert len({path.read_bytes() for path in paths}) == count
    assert all(json.loads(path.read_bytes())["nbformat"] == 4 for path in paths)


def test_samples_that_run_into_a_limit_are_left_out() -> None:
    assert corpus()
    assert not any(b"time.sleep(100000)" in notebook for notebook in corpus())


def test_variations_of_the_reference_differ() -> None:
    assert len(set(reference_variations(7))) == 7


@pytest.mark.parametrize(
    ("ratio", "at_least", "met"),
    [(100, True, True), (99.9, True, False), (4, False, True), (4.1, False, False)],
)
def test_a_figure_is_judged_from_the_right_side(ratio: float, at_least: bool, met: bool) -> None:
    aim = 100.0 if at_least else 4.0
    assert Figure("what", "measured", ratio, aim, at_least=at_least).met == met


def test_the_cost_of_a_program_counts_its_descendants() -> None:
    burn = "sum(range(3_000_000))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{burn}'])"
    cost = run([sys.executable, "-c", code])
    assert cost.status == 0
    assert cost.own_rss_kb > 1000
    assert cost.cpu_s > 0


def test_a_failing_program_is_told_by_its_status_and_last_words() -> None:
    cost = run([sys.executable, "-c", "raise SystemExit('no ' * 2000 + 'more')"])
    assert cost.status == 1
    assert cost.said.endswith("no more")
    assert len(cost.said) <= 2000
