"""The value of a role.

What it checks: the tensor that plays the role follows the reference's value at every probe; where
no gradient of the exercise is checked, which starts from the input that the task gives, its value
as handed in has to be right too.

Why it matters: a right gradient can come from a wrong sum, as when the cut-off term is another
one than the task asks for.

Example: `y3 = y1 + y2` with y1 = x**2 and y2 = x**3.

Feedback: the value that was seen.
"""

from __future__ import annotations

from autograder.checks.outcome import Outcome
from autograder.experiments.model import Expected, Experiment
from autograder.experiments.roles import agrees
from autograder.spec.model import Check


def run(
    check: Check, experiment: Experiment | None, expected: Expected, *, alone: bool = False
) -> Outcome:
    """Whether the role was found to compute what the reference computes.

    `alone`: no gradient of this exercise is checked.
    """
    if experiment is None:
        return Outcome(check, "blocked", reason="no_experiment")
    quantity = experiment.roles.get(check.role or "")
    if quantity is None:
        return Outcome(check, "blocked", reason="role_not_found", site=experiment.site)
    seen = quantity.values[0]
    elsewhere = alone and not agrees([seen], expected.roles.get(check.role or "", ())[:1])
    if check.role in experiment.matched and not elsewhere:
        return Outcome(check, "passed", 1.0, seen=seen, site=quantity.site)
    reason = "wrong_input" if check.role in experiment.matched else "wrong_value"
    return Outcome(check, "failed", reason=reason, seen=seen, site=quantity.site)
