"""Misconceptions particular to an assignment: conditions over roles, written in its YAML."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Diagnosis, Found
from autograder.experiments.model import Quantity
from autograder.experiments.power import close
from autograder.experiments.structure import operation
from autograder.spec.model import Condition, Misconception

RANK = 37
"""A wrong formula explains a wrong gradient, so these come before the general ones on tracking."""


def particular(case: Case) -> Iterator[Diagnosis]:
    """The assignment's own misconceptions that the graded experiment shows."""
    for item in case.spec.misconceptions:
        for condition in item.when:
            quantity = case.role(condition.role)
            if quantity is not None and holds(condition, quantity, case):
                yield _diagnosis(item, condition, quantity, case)
                break


def holds(condition: Condition, quantity: Quantity, case: Case) -> bool:
    """Whether every stated part of the condition is true of the quantity."""
    assert case.graded is not None
    power = quantity.power
    right = condition.role in case.graded.matched
    parts: list[bool] = [not right]
    if condition.power is not None:
        parts.append(power is not None and close(power.exponent, condition.power))
    if condition.not_power is not None:
        parts.append(
            power is not None and all(not close(power.exponent, p) for p in condition.not_power)
        )
    if condition.coefficient is not None:
        parts.append(power is not None and close(power.coefficient, condition.coefficient))
    if condition.not_coefficient is not None:
        parts.append(power is not None and not close(power.coefficient, condition.not_coefficient))
    if condition.constant is not None:
        parts.append((power is not None and power.constant) == condition.constant)
    if condition.operation is not None:
        made_by = (
            case.graded.operation
            if condition.role == case.spec.gradient.of
            else ""
            if quantity.producer is None
            else operation(quantity.producer)
        )
        parts.append(made_by == condition.operation)
    if condition.tracked is not None:
        parts.append(quantity.tracked == condition.tracked)
    return all(parts)


def _diagnosis(
    item: Misconception, condition: Condition, quantity: Quantity, case: Case
) -> Diagnosis:
    assert case.program is not None
    power = quantity.power
    details = {
        "code": case.program.line(quantity.site),
        "name": quantity.called(condition.role),
        "value": quantity.values[0],
        "gradient": None if case.graded is None else case.graded.gradient,
        "formula": case.spec.roles[condition.role].formula,
        "exponent": None if power is None else power.exponent,
        "coefficient": None if power is None else power.coefficient,
        "x": case.input_name,
    }
    return Diagnosis(
        code=item.code,
        severity=item.severity,
        rank=RANK,
        question=item.question or case.spec.question_of("value"),
        message=item.message,
        hint=item.hint,
        found=Found(case.program.where(quantity.site), dict(details)),
    )
