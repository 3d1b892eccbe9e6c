"""What is left to say once a cause is named: its consequences are no further mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.diagnosis.model import Diagnosis

_BREAKS_THE_STEP = frozenset(
    (
        *("parameter_lost_tracking", "parameter_rebound", "gradient_not_reset"),
        *("gradient_accumulated", "zeroed_too_early", "target_broadcast"),
        *("optimizer_of_other_parameters", "optimizer_of_non_leaf", "inplace_on_leaf"),
        *("inplace_on_saved", "backward_twice", "grad_assigned_wrongly"),
    )
)
"""Rules whose sighting, where it costs points, changes the numbers that come of the code."""
NOT_AS_EXPECTED = "not_as_expected"
"""The code of what no rule explains."""
_OF_RESULTS = frozenset(("function_wrong_value", "function_wrong_gradient", "function_raises"))
_COST_NOTHING = frozenset(("late_error", "unrelated_error"))


def without_consequences(items: Sequence[Diagnosis]) -> Iterator[Diagnosis]:
    """The diagnoses but for those that only tell again what another one has named.

    An error that a rule explains needs no second message, at whatever line that rule points; it
    does not cost one exercise nothing where it cost another one everything. A function is wrong,
    and a result of the program's is lacking, because of the mistake that was found in the way.
    """
    errors = [item for item in items if item.severity == "error"]
    told = {item.found.stopped for item in items if item.severity != "note"} - {None}
    ended = {item.found.stopped for item in errors} - {None}
    explained = {_error(item).rstrip("….") for item in errors if item.found.stopped} - {""}
    costly = {item.found.where for item in errors}
    broken = {
        item.found.function
        for item in errors
        if item.found.function and (item.code in _BREAKS_THE_STEP or item.found.stopped)
    }
    calls = {item.found.where for item in errors if item.code.startswith("function_")} - {None}
    wrong = {item.found.details.get("name") for item in errors if item.code in _OF_RESULTS}
    lacking = bool(
        ended or broken or wrong or any(item.code in _BREAKS_THE_STEP for item in errors)
    )
    for item in items:
        if item.code in _COST_NOTHING and item.found.where in costly | told:
            continue
        if item.code == "program_error" and item.found.where in ended | calls:
            continue
        if item.code == "function_raises" and (
            item.found.where in ended or any(text in _error(item) for text in explained)
        ):
            continue
        if item.code == NOT_AS_EXPECTED and any(
            one.code != NOT_AS_EXPECTED
            and one.rank < item.rank
            and (one.question == item.question or one.found.where == item.found.where)
            for one in errors
        ):
            continue
        if item.code == "gradient_changed_on_the_way" and any(
            one.code == "function_wrong_gradient" and one.rank < item.rank for one in errors
        ):
            continue
        if item.code in _OF_RESULTS and item.found.details.get("name") in broken:
            continue
        if item.code == "role_value_wrong" and item.found.function in wrong:
            continue
        if item.code == "late_error" and wrong and _is_of_gradcheck(item):
            continue
        if item.code == "result_not_computed" and item.found.where is None and lacking:
            continue
        yield item


def _is_of_gradcheck(item: Diagnosis) -> bool:
    """Whether what a function got wrong is just what the student's own gradcheck says."""
    return _error(item).startswith("GradcheckError")


def _error(item: Diagnosis) -> str:
    """What Python said."""
    return str(item.found.details.get("error") or "")
