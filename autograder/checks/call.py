"""Functions and classes of the student's, called on hidden inputs.

What it checks: a function of the teacher's (in calls.py, or a short form) calls those of the
student in a fork of the program, on inputs that nobody knows, several rounds of them. What it
returns is compared outside with what it returns on the reference solution: structure, shape, dtype,
device, whether it requires grad, and values within tolerance. The share of the keys that are right
in all rounds is the share of the points.

Why it matters: a function is right when it is right for other inputs than those of the task.

Example: `- {id: f, kind: call, call: {function: f, inputs: [{shape: [3]}], gradient: true},
points: 2, title: {...}}`.

Feedback: what of the result is wrong (its shape, its dtype, its gradient), or how the call failed;
neither the inputs nor what was expected of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.calls.model import CallVerdict
from autograder.checks.outcome import Outcome
from autograder.spec.model import Check


def run(check: Check, called: Mapping[str, CallVerdict], *, ended: bool) -> Outcome:
    """What the calls of a check show.

    Args:
        check: the check.
        called: what calls gave, by the id of the check.
        ended: whether some program came to its end. Where none did, its functions could not be
            called, and how it ended is told by the run itself.
    """
    verdict = called.get(check.id)
    if verdict is None:
        if ended:
            return Outcome(check, "inconclusive", reason="calls_not_made")
        return Outcome(check, "blocked", reason="program_did_not_end")
    if verdict.how == "returned" and not verdict.faults and verdict.share >= 1.0:
        return Outcome(check, "passed", 1.0, seen=verdict)
    reason = "call_differs" if verdict.how == "returned" else f"call_{verdict.how}"
    share = 0.0 if verdict.how != "returned" else verdict.share
    return Outcome(check, "failed", share, reason, seen=verdict, where=verdict.where)
