"""An error that the task asks for.

What it checks: the differentiation fails with the same kind of error as the reference's, caught or
not; an error that a task asks to be shown is never held against the student.

Why it matters: what autograd refuses, and in which words, belongs to what it can do.

Example: `y.backward(); y.backward()` raises "Trying to backward through the graph a second time".

Feedback: the error that came instead, or that none came.
"""

from __future__ import annotations

from autograder.checks.outcome import Outcome
from autograder.experiments.model import Expected, Experiment
from autograder.spec.model import Check
from autograder.torch_messages import kind_of


def run(check: Check, experiment: Experiment | None, expected: Expected) -> Outcome:
    """Compare the kinds of the two errors."""
    if experiment is None:
        return Outcome(check, "blocked", reason="no_experiment")
    site = experiment.site
    if experiment.backward is None:
        return Outcome(check, "failed", reason="no_backward", site=site)
    if experiment.error is None:
        return Outcome(check, "failed", reason="no_error", site=site)
    if _kind(experiment.error) != _kind(expected.error):
        return Outcome(check, "failed", reason="other_error", seen=experiment.error, site=site)
    return Outcome(check, "passed", 1.0, seen=experiment.error, site=site)


def _kind(error: str | None) -> str | None:
    """The known kind of an error, else its type."""
    if error is None:
        return None
    return kind_of(error) or error.partition(":")[0]
