"""Integrity: signs that a program reached for the grader, gathered from all stages.

Static findings count when they are deliberate (`level` "deliberate"); audit events and protocol
errors count as they are. Ordinary code raises nothing: a wrong accusation is as bad as a miss.
"""

from __future__ import annotations

from autograder.checks.case import Case
from autograder.evidence.schema import Audited
from autograder.report.model import Flag

MAX_FLAGS = 20


def flags(case: Case) -> tuple[Flag, ...]:
    """All flags of a submission, in the order of the program."""
    found = [
        Flag("tampering", finding.where, finding.detail.get("pattern", ""))
        for finding in case.static("tampering_pattern")
        if finding.detail.get("level") == "deliberate"
    ]
    for program in case.programs:
        for run in program.runs:
            if run.verdict == "protocol_error":
                found.append(Flag("protocol_error", None, run.detail))
            found.extend(
                Flag(
                    "tampering", program.where(frame.site), f"{frame.event} {frame.detail}".strip()
                )
                for frame in run.frames
                if isinstance(frame, Audited)
            )
    return tuple(dict.fromkeys(found))[:MAX_FLAGS]
