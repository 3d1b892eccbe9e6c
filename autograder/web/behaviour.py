"""A signature of behaviour (`experiments.signature`) in words that a teacher reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from autograder.web.language import Words

Tone: TypeAlias = Literal["right", "wrong", "plain"]

_POWER = re.compile(r"(?P<c>-?[\d.e+-]+)x\^(?P<p>-?[\d.e+-]+)")
_ROLE = re.compile(r"(?P<role>\w+)=(?P<what>.+) (?P<flag>tracked|untracked)\Z")
GENERAL = frozenset({"not_as_expected", "role_value_wrong"})
"""Diagnoses that only say that something differs: they do not say what was misunderstood."""


@dataclass(frozen=True)
class Fact:
    """One part of a behaviour, and whether it is as the reference's."""

    text: str
    tone: Tone


def is_right(signature: str) -> bool:
    """Whether a program of this behaviour does what the reference does."""
    parts = signature.split("; ")
    roles = [part for part in parts if re.match(r"\w+=", part)]
    return (
        bool(roles)
        and all("=right " in part for part in roles)
        and "gradient right" in parts
        and "by autograd" in parts
    )


def facts(signature: str, t: Words, tracked: Mapping[str, bool] | None = None) -> tuple[Fact, ...]:
    """The parts of a signature, the telling ones first.

    `tracked` says of roles whether the assignment asks for them to be tracked.
    """
    if signature.startswith("none:"):
        errors = signature[5:]
        found = [Fact(t("fact_nothing"), "wrong")]
        return (*found, Fact(errors, "wrong")) if errors else tuple(found)
    found = [
        fact
        for part in signature.split("; ")
        if (fact := _fact(part, t, tracked or {})) is not None
    ]
    order = {"wrong": 0, "plain": 1, "right": 2}
    return tuple(sorted(found, key=lambda fact: order[fact.tone]))


def _fact(part: str, t: Words, tracked: Mapping[str, bool]) -> Fact | None:
    if part.endswith("=missing"):
        return Fact(t("fact_role_missing", role=part[: -len("=missing")]), "wrong")
    role = _ROLE.match(part)
    if role is not None:
        flag = t(f"fact_{role['flag']}")
        is_tracked = role["flag"] == "tracked"
        if role["what"] == "right" and tracked.get(role["role"], is_tracked) != is_tracked:
            return Fact(f"{role['role']} · {flag}", "wrong")
        if role["what"] == "right":
            return Fact(f"{role['role']} ✓ {flag}", "right")
        return Fact(f"{role['role']} = {_formula(role['what'], t)} · {flag}", "wrong")
    head, _, rest = part.partition(" ")
    if head == "gradient":
        if rest == "right":
            return Fact(t("fact_gradient_right"), "right")
        if rest == "none":
            return Fact(t("fact_gradient_none"), "wrong")
        return Fact(t("fact_gradient", value=_formula(rest, t)), "wrong")
    if head == "backward":
        if rest == "missing":
            return Fact(t("fact_backward_missing"), "wrong")
        return Fact(rest, "wrong") if ":" in rest else None
    if head == "input":
        flag, _, value = rest.partition(" at ")
        tone: Tone = "plain" if flag == "tracked" else "wrong"
        return Fact(t("fact_input", flag=t(f"fact_{flag}"), value=value), tone)
    if head == "made":
        return Fact(
            t("fact_made", operation=rest.removeprefix("by ").replace(" of ", " × ")), "plain"
        )
    if part == "assigned":
        return Fact(t("fact_assigned"), "wrong")
    if part == "accumulated":
        return Fact(t("fact_accumulated"), "wrong")
    return None


def _formula(what: str, t: Words) -> str:
    power = _POWER.fullmatch(what)
    if power is None:
        return t("fact_other") if what == "other" else what.removeprefix("other ")
    factor, exponent = power["c"], power["p"]
    if exponent == "0":
        return factor
    body = "x" if exponent == "1" else f"x^{exponent}"
    return body if factor == "1" else f"{factor}·{body}"
