"""Functions that the task asks to be used.

What it checks: one of the functions is called, by whatever name it was imported, in code that
ran; or the trace shows it, as it does `w *= 2` ("torch.Tensor.__imul__").

Why it matters: some exercises are about a tool, and the same number can be had without it.

Example: `torch.func.jacrev(f)(x)`, also as `from torch.func import jacrev`.

Feedback: which function is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograder.checks.case import ProgramRuns
from autograder.checks.outcome import Outcome
from autograder.evidence.schema import Site, UnitStarted
from autograder.spec.model import Check
from autograder.static.called import calls_in, wanted_names


def run(check: Check, programs: Iterable[ProgramRuns]) -> Outcome:
    """Look for a call of one of the functions in the units that were run."""
    wanted = wanted_names(check.functions)
    ran = False
    for program in programs:
        begun = {
            frame.unit
            for frame in (() if program.run is None else program.run.frames)
            if isinstance(frame, UnitStarted)
        }
        ran = ran or bool(begun)
        for op in program.traces[0].ops if program.traces else ():
            if op.name in wanted:
                return Outcome(check, "passed", 1.0, site=op.site)
        for unit, name, line in calls_in(program.code):
            if name in wanted and unit in begun:
                return Outcome(check, "passed", 1.0, site=Site(unit, line))
    return Outcome(
        check, "failed" if ran else "blocked", reason="not_used", seen=", ".join(check.functions)
    )
