"""Integrity: signs that a program reached for the grader, or that its evidence is not true.

Flags come from four sides: patterns in the source that no homework needs, audit events during the
run, a broken evidence protocol, and evidence that contradicts arithmetic or the source. A wrong
accusation is as bad as a miss, so each side stays silent where it is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case, ProgramRuns
from autograder.evidence.run import Run
from autograder.evidence.schema import Audited, Backward, Bound, Finished, Op, Seen
from autograder.experiments.replay import Mismatch, mismatches, repeated
from autograder.integrity.source import contradictions, unexplained
from autograder.report.model import Flag

MAX_FLAGS = 20
PRETENDING = "program.torch"
"""How the recorder names a program's own function that claims to be torch's."""


def flags(case: Case) -> tuple[Flag, ...]:
    """All flags of a submission: what the source holds, what the run did, what cannot be true."""
    found = [*_source(case)]
    for program in case.programs:
        found += _run(program)
    for part in case.exercises:
        if part.program is not None:
            found += _evidence(part, part.program)
    return tuple(dict.fromkeys(found))[:MAX_FLAGS]


def _source(case: Case) -> Iterator[Flag]:
    for finding in case.static("tampering_pattern"):
        if finding.detail.get("level") == "deliberate":
            yield Flag("tampering", finding.where, finding.detail.get("pattern", ""))


def _run(program: ProgramRuns) -> Iterator[Flag]:
    for run in program.runs:
        if run.verdict == "protocol_error":
            yield Flag("protocol_error", None, run.detail)
        if _counted_twice(run):
            yield Flag("tampering", None, "the evidence does not count through")
        for frame in run.frames:
            if isinstance(frame, Audited):
                detail = f"{frame.event} {frame.detail}".strip()
                yield Flag("tampering", program.where(frame.site), detail)
            elif isinstance(frame, Op) and frame.name.startswith(PRETENDING):
                detail = f"pretends to be {frame.name.removeprefix('program.')}"
                yield Flag("tampering", program.where(frame.site), detail)


def _counted_twice(run: Run) -> bool:
    """Whether an event bears a number that another one has, or that comes after the last."""
    seen: set[int] = set()
    for frame in run.frames:
        if isinstance(frame, (Seen, Op, Backward, Bound)):
            if frame.seq in seen:
                return True
            seen.add(frame.seq)
        elif isinstance(frame, Finished):
            return bool(seen) and max(seen) > frame.seq
    return False


def _evidence(case: Case, program: ProgramRuns) -> Iterator[Flag]:
    graded = case.graded
    if graded is None or not program.traces:
        return
    base = program.traces[0]
    found: list[Mismatch] = [
        *mismatches(base, graded),
        *repeated(program.traces, graded),
        *contradictions(program.program, base, graded),
    ]
    if any(f.detail.get("level") == "look" for f in case.static("tampering_pattern")):
        found += unexplained(program.program, base, graded)
    for item in found:
        yield Flag("tampering", program.where(item.site), item.what)
