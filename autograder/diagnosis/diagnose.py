"""Runs every rule over a case and puts the root cause first."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.checks.case import Case
from autograder.diagnosis.model import Diagnosis, Found, Rule
from autograder.diagnosis.particular import particular
from autograder.diagnosis.registry import all_rules
from autograder.explain.messages import MESSAGES
from autograder.spec.model import Words

EXPLANATION_RANK = 90
"""What was written comes after what was done."""

UNEXPLAINED = "not_as_expected"
"""The code of what no rule explains, with its words."""
MESSAGE = Words(
    zh="{where}：这里的结果和题目要求的不完全一样，差在哪里见上面各项检查。",
    en="{where}: the result here is not quite what the task asks for; "
    "the checks above say where it differs.",
)
HINT = Words(
    zh="对照题目逐行检查，并换一个 x 的值再试。",
    en="Go through the task line by line, and try another value of x.",
)


def diagnose(case: Case, taught: Diagnosis | None = None) -> tuple[Diagnosis, ...]:
    """Every diagnosis that the evidence supports, root cause first.

    `taught` is what a sample program of the same behaviour taught, if there is one; it takes the
    place of a general diagnosis of the same code.

    A diagnosis that another one explains (`Rule.hides`) is left out, and so is the general
    `role_value_wrong` where the assignment, or a sample, knows what went wrong.
    """
    own = tuple(particular(case))
    hidden: set[str] = {"role_value_wrong"} if own or taught is not None else set()
    found: list[Diagnosis] = list(own)
    for rule in all_rules():
        if rule.general and rule.code in case.expected.shown:
            continue
        for sighting in rule.find(case):
            found.append(_of_rule(rule, sighting, case))
            hidden.update(rule.hides)
    found.extend(_of_text(case))
    kept = [item for item in found if item.code not in hidden]
    if taught is not None:
        kept = [taught, *(item for item in kept if item.code != taught.code)]
    questions = {case.spec.question_of(kind) for kind in ("gradient", "value", "untracked")}
    blamed = any(item.severity == "error" and item.question in questions for item in kept)
    if case.graded is not None and not case.program_earned and not blamed:
        kept.append(_unexplained(case))
    return tuple(sorted(kept, key=_order))


def _unexplained(case: Case) -> Diagnosis:
    """Points are never lost without a word, also where no rule knows why."""
    where = None
    if case.graded is not None and case.program is not None:
        where = case.program.where(case.graded.site)
    return Diagnosis(
        code=UNEXPLAINED,
        severity="error",
        rank=EXPLANATION_RANK - 1,
        question=case.spec.question_of("gradient"),
        message=MESSAGE,
        hint=HINT,
        found=Found(where),
    )


def _order(item: Diagnosis) -> tuple[bool, bool, int]:
    """What sends the report to a person stands first, then what costs points, by rank."""
    return item.code != "tampering", item.severity != "error", item.rank


def _of_rule(rule: Rule, sighting: Found, case: Case) -> Diagnosis:
    override = case.spec.messages.get(rule.code, {})
    return Diagnosis(
        code=rule.code,
        severity=sighting.severity or rule.severity,
        rank=sighting.rank if sighting.rank is not None else rule.rank,
        question=case.spec.question_of(rule.question),
        message=override.get("message", sighting.message or rule.message),
        hint=override.get("hint", sighting.hint or rule.hint),
        found=sighting,
    )


def _of_text(case: Case) -> Iterator[Diagnosis]:
    if case.explanation is None:
        return
    question = case.spec.question_of("explanation")
    if question is None:
        return
    for item in case.explanation.findings:
        wording = MESSAGES[item.code]
        override = case.spec.messages.get(item.code, {})
        yield Diagnosis(
            code=item.code,
            severity="error",
            rank=EXPLANATION_RANK,
            question=question,
            message=override.get("message", wording.message),
            hint=override.get("hint", wording.hint),
            found=Found(item.where, {"quote": item.quote, **item.detail}),
        )
