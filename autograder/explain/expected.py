"""The gradients that an assignment lets one expect, of x.grad and of its parts."""

from __future__ import annotations

from autograder.spec.model import Assignment


def asked_for(assignment: Assignment) -> set[float | None]:
    """The gradient of the tracked powers, which a program that gave none does not contradict."""
    tracked = {check.role for check in assignment.checks if check.kind == "tracked"}
    powers = [
        role.power
        for name, role in assignment.all_roles.items()
        if name in tracked and role.power is not None
    ]
    x = assignment.start
    if x is None or not powers:
        return set()
    return {float(sum(_derivative(power, x) for power in powers))}


def of_one_backward(assignment: Assignment) -> set[float | None]:
    """What one backward of each exercise gives, where it starts from a power of the input."""
    x = assignment.start
    ends = [e.roles.get(e.gradient.of) for e in assignment.exercises]
    powers = [role.power for role in ends if role is not None and role.power is not None]
    return set() if x is None else {_derivative(power, x) for power in powers}


def of_terms(assignment: Assignment) -> set[float | None]:
    """The gradient that each term brings, and all of them together."""
    x = assignment.start
    if x is None:
        return set()
    powers = [role.power for role in assignment.all_roles.values() if role.power is not None]
    each = [_derivative(power, x) for power in powers]
    return {0.0, float(sum(each)), *map(float, each)}


def _derivative(power: float, x: float) -> float:
    return float(power * x ** (power - 1))
