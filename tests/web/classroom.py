"""A small class with everything in it that the pages show, really graded, twice."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from autograder import points
from autograder.identity import identity
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.spec.load import load
from autograder.store import Store, submissions
from autograder.store.ledger import open_ledger
from autograder.workers.desk import Desk
from autograder.workers.order import Order, Setup

ROOT = Path(__file__).parent.parent.parent
ASSIGNMENT = "no_grad_cubic"

RIGHT = """import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
# 因为 y2 在 no_grad 中计算，没有被追踪，没有 grad_fn，所以梯度只来自 y1，等于 2x = 2。
"""
TRACKED = RIGHT.replace("with torch.no_grad():\n    y2", "y2")
EXTRA = RIGHT.replace("y3 = y1 + y2", "y3 = y1 + y2 + 0.5 * x")
ATTACK = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
HOSTILE = RIGHT + f'print("""{ATTACK}""")\n# {ATTACK} 因为 y2 没有被追踪\n# javascript:alert(1)\n'
TAMPERING = RIGHT + "import ctypes\nctypes.string_at(id(x))\nopen('/proc/self/mem', 'rb')\n"
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": f"# 作业 {ATTACK}"},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {},
            "source": RIGHT,
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": "tensor(5.)\n"},
                {
                    "output_type": "display_data",
                    "metadata": {},
                    "data": {"text/html": ATTACK, "text/plain": ATTACK},
                },
            ],
        },
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}
HOSTILE_NAME = f"Eve {ATTACK}"


@dataclass(frozen=True)
class HandedIn:
    """One submission: its name, whose it is, and its file."""

    name: str
    student: str
    file: str
    source: str

    def submission(self) -> Submission:
        data = self.source.encode()
        return Submission(self.name, self.student, (SubmittedFile(self.file, data),))


CLASS = (
    HandedIn("01_ada", "Ada", "hw.py", RIGHT),
    HandedIn("02_bob", "Bob", "hw.py", TRACKED),
    HandedIn("03_王芳", "王芳", "作业.py", TRACKED + "# 王芳\n"),
    HandedIn("04_dan", "Dan", "hw.py", EXTRA),
    HandedIn("05_emma", "Emma", "hw.py", EXTRA.replace("0.5 * x", "x * 0.5")),
    HandedIn("06_李伟", "李伟", "hw.py", EXTRA + "# 李伟\n"),
    HandedIn("07_eve", HOSTILE_NAME, "hw.py", HOSTILE),
    HandedIn("08_mallory", "Mallory", "hw.py", TAMPERING),
    HandedIn("09_nick", "Nick", "hw.ipynb", json.dumps(NOTEBOOK)),
    HandedIn("10_zoe", "Zoe", "hw.ipynb", "{this is no notebook"),
)


def course(folder: Path) -> Path:
    """A course folder of its own, in which samples can be filed."""
    shutil.copytree(ROOT / "assignments" / ASSIGNMENT, folder / "assignments" / ASSIGNMENT)
    solutions = folder / "solutions" / ASSIGNMENT
    solutions.mkdir(parents=True)
    for file in (ROOT / "solutions" / ASSIGNMENT).glob("reference.*"):
        shutil.copy(file, solutions)
    return folder


def grade(place: str, folder: Path, classes: list[tuple[HandedIn, ...]]) -> None:
    """Grade batches into a store, as `autograder grade` does, by one desk."""
    loaded = load(str(folder / "assignments" / ASSIGNMENT))
    key = points.installation_key()
    what = identity(loaded, None, key)
    common: bytes | None = None
    for number, members in enumerate(classes, start=1):
        ledger = open_ledger(
            place, ASSIGNMENT, what, language=None, total=len(members), source=f"class {number}"
        )
        with ledger as book:
            common = book.common()
            with Desk(Setup(loaded, None, key, common=common)) as desk:
                for at, member in enumerate(members):
                    submission = member.submission()
                    known = book.arrive(submission, at)
                    if known is None or isinstance(known, bytes):
                        book.record(desk.fill(Order(submission, known)))
            book.finish(interrupted=False)


def number_of(store: Store, name: str) -> int:
    """The number of a submission."""
    with store.read() as db:
        row = submissions.find(db, ASSIGNMENT, name)
    assert row is not None, name
    return row.id
