"""How a program behaves, in a form that two programs share exactly when they behave alike.

It holds nothing of names, layout or probe values: for every role what power of the input it
computes (or that it is right), whether it is tracked, what the gradient is, and the error. Two
programs with the same signature have the same thing wrong, however they are written.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograder.experiments.model import Expected, Experiment, Power, Quantity, Values
from autograder.experiments.power import fit
from autograder.experiments.roles import agrees


def signature(
    experiment: Experiment | None,
    expected: Expected,
    roles: Iterable[str],
    errors: Iterable[str] = (),
) -> str:
    """The behaviour of one experiment as a text to compare.

    Args:
        experiment: the graded one; None where nothing resembles the exercise.
        expected: what the reference gives at the same probes.
        roles: names of the roles, in a fixed order.
        errors: types of the uncaught errors of the program, which count where no experiment is.
    """
    if experiment is None:
        return "none:" + ",".join(sorted(set(errors)))
    parts = [
        f"{role}={_quantity(experiment.roles.get(role), role in experiment.matched)}"
        for role in roles
    ]
    inputs = (None,) if experiment.input is None else experiment.input.quantity.values
    tracked = (
        experiment.input is not None
        and experiment.input.quantity.state is not None
        and experiment.input.quantity.state.requires_grad
    )
    parts += [
        f"made by {experiment.operation} of {len(experiment.terms)}",
        f"input {'tracked' if tracked else 'untracked'} at {_number(inputs[0])}",
        f"gradient {_gradient(experiment, expected)}",
        f"backward {_backward(experiment)}",
        "assigned" if not experiment.by_autograd else "by autograd",
        "accumulated" if experiment.accumulated else "alone",
    ]
    return "; ".join(parts)


def _quantity(item: Quantity | None, right: bool) -> str:
    if item is None:
        return "missing"
    flags = "tracked" if item.tracked else "untracked"
    return f"{'right' if right else _power(item.power)} {flags}"


def _power(power: Power | None) -> str:
    if power is None:
        return "other"
    return f"{power.coefficient:.3g}x^{power.exponent:g}"


def _gradient(experiment: Experiment, expected: Expected) -> str:
    if experiment.gradient is None:
        return "none"
    if agrees(experiment.gradients, expected.gradient):
        return "right"
    if experiment.input is not None and None not in experiment.gradients:
        power = fit(experiment.input.quantity.values, experiment.gradients)
        if power is not None:
            return _power(power)
    return f"other {_number(experiment.gradient)}"


def _backward(experiment: Experiment) -> str:
    if experiment.backward is None:
        return "missing"
    if experiment.error is not None:
        kind, _, message = experiment.error.partition(":")
        return f"{kind}: {' '.join(message.split()[:6])}"
    return experiment.backward.kind


def _number(values: Values | None) -> str:
    return "-" if values is None else ",".join(f"{value:.4g}" for value in values[:4])
