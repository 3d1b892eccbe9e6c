"""The written explanation.

What it checks: the required concepts are covered in the student's own words, and nothing that
they state contradicts what their program gave.

Why it matters: the number 2 can be copied; the reason for it cannot.

Example: "y2 is computed under no_grad, so it is not part of the graph; only y1 reaches x".

Feedback: which idea is missing, with a hint, or the sentence that contradicts the result.
"""

from __future__ import annotations

from autograder.checks.outcome import Outcome
from autograder.explain.model import Explanation
from autograder.spec.model import Check


def run(check: Check, explanation: Explanation | None) -> Outcome:
    """Turn the coverage into points."""
    if explanation is None:
        return Outcome(check, "errored", reason="not_read")
    if explanation.share >= 1:
        return Outcome(check, "passed", 1.0)
    return Outcome(check, "failed", explanation.share, reason="incomplete")
