"""Right programs in which something occurs that looks like a misconception and is none.

Each is whole and does what it is named by. Nothing of it is an attempt at the homework, so that
every rule that holds for any program would call what it finds an error. One that begins with
`# as: notebook` is handed in as such, a cell for each `# %%`.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.diagnosis.registry import all_rules
from autograder.ingest.submission import Submission
from autograder.pipeline import Grader
from autograder.report.model import Report
from autograder.sandbox.client import Sandbox, Server
from autograder.sandbox.host import PRELOAD
from autograder.spec.load import LoadedAssignment
from tests.support import notebook, submission

PROGRAMS = {path.stem: path for path in sorted((Path(__file__).parent / "innocent").glob("*.py"))}
CODES = {rule.code for rule in all_rules() if rule.general} | {
    *("gradient_hard_coded", "program_error", "program_crashed", "timed_out", "tampering"),
}
"""What could be said of such a program; other rules look at the homework's own formula."""


def handed_in(name: str, text: str) -> Submission:
    if not text.startswith("# as: notebook\n"):
        return submission({"hw.py": text}, name)
    cells = [part.strip() for part in text.split("# %%\n")[1:]]
    return submission({"hw.ipynb": notebook(*cells)}, name)


@pytest.fixture(scope="module")
def reports(assignment: LoadedAssignment) -> dict[str, Report]:
    """With one intervention only: what these rules look at is the program as handed in."""
    probes = assignment.spec.probes.model_copy(update={"count": 1})
    once = replace(assignment, spec=assignment.spec.model_copy(update={"probes": probes}))
    programs = (handed_in(name, path.read_text("utf-8")) for name, path in PROGRAMS.items())
    with (
        Server(preload=(*PRELOAD, "torch._dynamo")) as server,
        closing(Sandbox(server)) as sandbox,
        Grader(once, language="en", sandbox=sandbox) as grader,
    ):
        return {report.submission: report for report in grader.grade_all(programs)}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_against_it(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    said = [f"{m.code} at {m.where}: {m.message}" for m in report.messages if m.code in CODES]
    assert said == []
    assert report.flags == ()
