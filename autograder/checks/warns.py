"""A warning of PyTorch's that the task asks for.

What it checks: the program brought the warning about, whether Python showed it, the program
collected it (`catch_warnings(record=True)`) or had it raised (`simplefilter("error")`).

Why it matters: some mistakes raise no error; the warning is all that tells of them.

Example: reading `y.grad` of a tensor that is no leaf.

Feedback: that the warning did not come.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograder.checks.case import ProgramRuns
from autograder.checks.outcome import Outcome
from autograder.evidence.schema import Warned
from autograder.spec.model import Check
from autograder.torch_messages import kind_of


def run(check: Check, programs: Iterable[ProgramRuns]) -> Outcome:
    """Look for the warning in the programs as handed in."""
    ran = False
    for program in programs:
        for frame in () if program.run is None else program.run.frames:
            ran = True
            if isinstance(frame, Warned) and kind_of(frame.message) == check.warning:
                return Outcome(check, "passed", 1.0, site=frame.site)
        for op in program.traces[0].ops if program.traces else ():
            if op.error is not None and kind_of(op.error) == check.warning:
                return Outcome(check, "passed", 1.0, site=op.site)
    return Outcome(check, "failed" if ran else "blocked", reason="no_warning")
