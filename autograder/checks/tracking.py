"""Whether autograd tracks a role ("tracked") or must not ("untracked").

What it checks: requires_grad and grad_fn of the tensor that plays the role, as it enters the
computation; and that it computes what its role asks, for the flags of another tensor prove nothing.

Why it matters: the graph is what the exercise is about; the number alone can be right by accident.

Example: under `torch.no_grad()`, `y2 = x ** 3` has requires_grad False and no grad_fn.

Feedback: the flags that were seen, and the line that made the tensor.
"""

from __future__ import annotations

from autograder.checks.outcome import Outcome
from autograder.experiments.model import Expected, Experiment
from autograder.spec.model import Check


def run(
    check: Check, experiment: Experiment | None, expected: Expected, *, input_tracked: bool
) -> Outcome:
    """Look at the flags of the role.

    `input_tracked` tells whether the input required a gradient: where it did not, nothing was
    interrupted, so that an untracked role earns nothing.
    """
    del expected
    if experiment is None:
        return Outcome(check, "blocked", reason="no_experiment")
    quantity = experiment.roles.get(check.role or "")
    if quantity is None:
        return Outcome(check, "blocked", reason="role_not_found", site=experiment.site)
    if check.kind == "untracked" and check.role not in experiment.matched:
        return Outcome(
            check, "failed", reason="wrong_value", seen=quantity.values[0], site=quantity.site
        )
    requires_grad = quantity.state is not None and quantity.state.requires_grad
    grad_fn = None if quantity.state is None else quantity.state.grad_fn
    seen = (requires_grad, grad_fn)
    if check.kind == "tracked":
        passed = quantity.tracked
    elif not input_tracked:
        return Outcome(check, "blocked", reason="input_untracked", seen=seen, site=quantity.site)
    else:
        passed = not requires_grad and grad_fn is None
    if passed:
        return Outcome(check, "passed", 1.0, seen=seen, site=quantity.site)
    reason = "untracked" if check.kind == "tracked" else "tracked"
    return Outcome(check, "failed", reason=reason, seen=seen, site=quantity.site)
