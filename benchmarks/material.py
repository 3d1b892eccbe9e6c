"""Notebooks to grade: those of the corpus, and variations that differ by a number in every cell.

A variation is a submission of its own for every cache and every keyed hash, and costs the same to
run. Programs that run into a limit are left out, for they measure the limit.
"""

from __future__ import annotations

import json
from pathlib import Path

from autograder.spec.load import load
from autograder.spec.solutions import read_samples

ASSIGNMENT = "no_grad_cubic"
_LIMITS = ("timed_out", "memory_exceeded", "output_exceeded")


def corpus() -> list[bytes]:
    """Every notebook of the assignment's samples that ends by itself, as a student sends it."""
    return [
        file.data
        for sample in read_samples(load(ASSIGNMENT).solutions)
        for file in sample.files
        if file.path.endswith(".ipynb") and sample.expect not in _LIMITS
    ]


def varied(notebook: bytes, number: int) -> bytes:
    """The notebook with a number at the end of each cell, in code as a comment."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        end = f"# {number}" if cell["cell_type"] == "code" else f"({number})"
        cell["source"] = f"{''.join(cell['source'])}\n{end}"
    return json.dumps(content, ensure_ascii=False).encode()


def write_notebooks(folder: Path, count: int) -> list[Path]:
    """Write `count` notebooks, all different, going round the corpus; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    notebooks = corpus()
    paths = []
    for number in range(count):
        path = folder / f"student_{number:05d}.ipynb"
        path.write_bytes(varied(notebooks[number % len(notebooks)], number))
        paths.append(path)
    return paths


def reference_code() -> str:
    """The reference solution as code: what the floor runs."""
    return load(ASSIGNMENT).reference.read_text(encoding="utf-8")


def reference_variations(count: int) -> list[str]:
    """`count` scripts that do what the reference does and differ in the comment on it."""
    code = reference_code().rstrip("\n")
    return [f"{code}\n# ({number})\n" for number in range(count)]
