"""The input's gradient.

What it checks: after the graded backward the input's gradient equals the reference's, for the
program as handed in and again with every other value put into the input. Where the exercise asks
for the gradient of a tensor on the way, that counts; where the reference lets gradients add up,
what was there before belongs to the result. A gradient that is the same everywhere counts only
where the input has the value that the task gives.

Why it matters: one point proves nothing. At x = 1 every power of x is 1, a product and a sum can
agree, and a literal looks computed.

Example: `y3.backward(); print(x.grad)`.

Feedback: the gradient that was seen, and at which x.
"""

from __future__ import annotations

from collections.abc import Callable

from autograder.checks.outcome import Outcome
from autograder.experiments.model import Expected, Experiment
from autograder.experiments.replay import is_brought_by_graph
from autograder.experiments.roles import same
from autograder.experiments.trace import Trace, was_differentiated
from autograder.spec.model import Check


def run(
    check: Check,
    experiment: Experiment | None,
    expected: Expected,
    trace: Trace | None,
    *,
    changeable: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Compare the gradient at every probe.

    `trace` is the run as handed in; the gradient is worked out again from its graph, so that one
    which hooks or assignments brought about is told from autograd's. Where that cannot be done and
    the program holds something that changes gradients (`changeable`), a person has to look.
    """
    if experiment is None:
        return Outcome(check, "blocked", reason="no_experiment")
    site = experiment.site
    if experiment.backward is None:
        return Outcome(check, "failed", reason="no_backward", site=site)
    if not expected.gradient:
        return Outcome(check, "errored", reason="not_read", site=site)
    if experiment.error is not None:
        return Outcome(check, "failed", reason="backward_error", seen=experiment.error, site=site)
    again = trace is None or was_differentiated(trace, experiment.backward)
    if expected.repeated and not again:
        return Outcome(check, "failed", reason="not_repeated", site=site)
    gradient = experiment.gradient
    if gradient is None:
        return Outcome(check, "failed", reason="no_gradient", site=site)
    if not experiment.by_autograd:
        return Outcome(check, "failed", reason="assigned", seen=gradient, site=site)
    if not same(gradient, expected.gradient[0]):
        return Outcome(check, "failed", reason="wrong_gradient", seen=gradient, site=site)
    if experiment.accumulated and not expected.accumulated:
        return Outcome(check, "failed", reason="left_over", seen=gradient, site=site)
    if experiment.cleared is not None:
        return Outcome(check, "failed", reason="cleared", seen=gradient, site=experiment.cleared)
    seeded = bool(expected.seeds)
    brought = None if trace is None else is_brought_by_graph(trace, experiment, seeded=seeded)
    if brought is False and expected.by_graph:
        return Outcome(check, "failed", reason="not_from_graph", seen=gradient, site=site)
    known = expected.changeable or not expected.by_graph
    if brought is None and not known and changeable():
        return Outcome(check, "inconclusive", reason="unverified", seen=gradient, site=site)
    others = experiment.gradients[1:]
    if len(others) < len(expected.gradient) - 1 or any(value is None for value in others):
        return Outcome(check, "inconclusive", reason="not_reached", seen=gradient, site=site)
    for value, wanted in zip(others, expected.gradient[1:], strict=True):
        if value is not None and not same(value, wanted):
            return Outcome(check, "failed", reason="does_not_follow", seen=gradient, site=site)
    start = None if experiment.input is None else experiment.input.quantity.values[0]
    if start and expected.inputs and not same(start, expected.inputs[0]):
        return Outcome(check, "failed", reason="other_input", seen=gradient, site=site)
    return Outcome(check, "passed", 1.0, seen=gradient, site=site)
