"""Notebooks to grade: those of the corpus, and variations that differ in a comment.

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
    """The notebook with a numbered comment at the end of its last code cell."""
    content = json.loads(notebook)
    cell = [cell for cell in content["cells"] if cell["cell_type"] == "code"][-1]
    cell["source"] = f"{''.join(cell['source'])}\n# {number}"
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
    """`count` scripts that do what the reference does and differ in a comment."""
    code = reference_code()
    return [f"{code}\n# {number}\n" for number in range(count)]
