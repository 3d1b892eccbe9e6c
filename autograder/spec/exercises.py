"""Meaning of exercises and of the checks on them: that what they name is there."""

from __future__ import annotations

import math

from autograder.spec.model import OF_EXERCISE
from autograder.spec.source import dotted
from autograder.spec.view import View, checks_of
from autograder.torch_messages import names

_ROLE_KINDS = ("value", "tracked", "untracked", "observed")
_OWN_KEYS = {
    "tests": ("otter", "a test file of Otter's"),
    "attribute": ("observed", "what is to be looked at"),
    "warning": ("warns", "a kind of warning"),
}
"""Keys of a check, the kind that each belongs to, and what it names."""


def check_exercises(top: View) -> None:
    """Every exercise, or the one that the short form states, and the checks on them."""
    inputs = top["inputs"].keys()
    exercises = list(top["exercises"])
    short = [key for key in ("roles", "gradient") if top[key].data is not None]
    if exercises and short:
        top[short[0]].wrong(f"{short[0]} is the short form of one exercise: leave it to exercises")
    known = {one["id"].text: one["roles"].keys() for one in exercises if one["id"].text}
    for one in exercises or ([top] if short else []):
        _check_exercise(one, inputs)
    for name in inputs:
        _check_input(top["inputs"][name])
    checks = list(checks_of(top))
    asked = [check for check in checks if check["kind"].text in OF_EXERCISE]
    if asked and not exercises and not short:
        asked[0].wrong(
            f"{dotted(asked[0].place)} has kind {asked[0]['kind'].text} and looks at an exercise, "
            "but there are neither exercises nor roles and gradient"
        )
    for check in checks:
        _check_names(check, top, known)
        _check_keys(check)


def _check_exercise(one: View, inputs: list[str]) -> None:
    roles = one["roles"].keys()
    one["gradient"]["of"].must_name("role", roles)
    one["gradient"]["wrt"].must_name("input or role", [*inputs, *roles])
    if one["roles"].data is not None and one["gradient"].data is None:
        one["roles"].wrong("roles belong to a gradient: add `gradient: {of: ..., wrt: ...}`")
    if not inputs:
        one["gradient"].wrong("inputs must name at least one leaf, as in `x: {value: 1.0}`")
    for name in roles:
        if name in inputs:
            one["roles"][name].wrong(f"{name!r} is both an input and a role")


def _check_input(given: View) -> None:
    values = flat(given["value"])
    if given["value"].data is not None and not values:
        given.wrong(f"{dotted(given['value'].place)} must be a number, or a list of numbers")
    for value in values:
        if value.number is not None and not math.isfinite(value.number):
            value.wrong(f"{dotted(value.place)} must be a finite number")


def flat(view: View) -> list[View]:
    """The numbers of an input's value, whatever its shape."""
    if isinstance(view.data, list):
        return [inner for item in view for inner in flat(item)]
    return [] if view.data is None else [view]


def _check_names(check: View, top: View, known: dict[str, list[str]]) -> None:
    """The exercise that a check names, and the role, among that exercise's."""
    kind = check["kind"].text
    check["exercise"].must_name("exercise", list(known))
    if kind not in OF_EXERCISE:
        if check["exercise"].data is not None:
            check.wrong(f"{dotted(check.place)} has kind {kind}, which looks at no one exercise")
        return
    first = next(iter(known.values()), top["roles"].keys())
    roles = known.get(check["exercise"].text or "", first)
    if kind == "observed":
        roles = [*top["inputs"].keys(), *roles]
    check["role"].must_name("role", roles)
    if kind in _ROLE_KINDS and check["role"].data is None:
        check.wrong(
            f"{dotted(check.place)} has kind {kind} and so needs the key 'role', "
            f"one of: {', '.join(sorted(roles))}"
        )


def _check_keys(check: View) -> None:
    """Keys that belong to one kind of check alone, and which that needs."""
    kind = check["kind"].text
    for key, (owner, what) in _OWN_KEYS.items():
        if (kind == owner) != (check[key].data is not None):
            check.wrong(
                f"{dotted(check.place)}: the key {key!r} names {what} and belongs to kind {owner}, "
                "which needs it"
            )
    if kind == "uses" and not isinstance(check["call"].data, list):
        check.wrong(
            f"{dotted(check.place)} has kind uses and so needs the key 'call': functions, listed "
            "as in [torch.func.jacrev]"
        )
    if kind not in ("computed", "gradient") and check["without"].data is not None:
        check["without"].wrong(
            f"{dotted(check.place)}: the key 'without' names functions whose results do not count, "
            "and belongs to kinds computed and gradient"
        )
    check["warning"].must_name("warning", list(names(warning=True)))
    if kind == "computed" and check["role"].data is None:
        check.wrong(
            f"{dotted(check.place)} has kind computed and so needs the key 'role': a global name "
            "of the reference solution"
        )
