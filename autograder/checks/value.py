"""The value of a role.

What it checks: the tensor that plays the role follows the reference's value at every probe.

Why it matters: a right gradient can come from a wrong sum, as when the cut-off term is another
one than the task asks for.

Example: `y3 = y1 + y2` with y1 = x**2 and y2 = x**3.

Feedback: the value that was seen.
"""

from __future__ import annotations

from autograder.checks.outcome import Outcome
from autograder.experiments.model import Expected, Experiment
from autograder.spec.model import Check


def run(check: Check, experiment: Experiment | None, expected: Expected) -> Outcome:
    """Whether the role was found to compute what the reference computes."""
    del expected
    if experiment is None:
        return Outcome(check, "blocked", reason="no_experiment")
    quantity = experiment.roles.get(check.role or "")
    if quantity is None:
        return Outcome(check, "blocked", reason="role_not_found", site=experiment.site)
    if check.role in experiment.matched:
        return Outcome(check, "passed", 1.0, seen=quantity.values[0], site=quantity.site)
    return Outcome(
        check, "failed", reason="wrong_value", seen=quantity.values[0], site=quantity.site
    )
