"""Runs every rule over a case and puts the root cause first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograder.checks.case import Case
from autograder.checks.outcome import Outcome
from autograder.diagnosis.calling import FIRST, in_order
from autograder.diagnosis.consequences import NOT_AS_EXPECTED, without_consequences
from autograder.diagnosis.lacking import LACKING, of_lacking
from autograder.diagnosis.model import Diagnosis, Found, Rule, Taught
from autograder.diagnosis.particular import particular
from autograder.diagnosis.registry import all_rules
from autograder.diagnosis.rules import role_value_wrong
from autograder.explain.messages import MESSAGES
from autograder.spec.model import Words

EXPLANATION_RANK = 90
"""What was written comes after what was done."""

UNEXPLAINED_KINDS = ("gradient", "value", "tracked", "untracked")
"""Checks whose loss some rule should explain."""

OF_THE_RUN = frozenset(
    (
        *("exercise_not_found", "program_error", "program_crashed", "tampering"),
        *("timed_out", "memory_exceeded", "output_exceeded", "late_error", "unrelated_error"),
    )
)
"""Rules on how the program ran, whatever an exercise asks for."""

_GRAVITY = {"error": 0, "warning": 1, "note": 2}

UNEXPLAINED = NOT_AS_EXPECTED
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


def diagnose(
    case: Case, results: Sequence[Outcome], taught: Sequence[Taught] = ()
) -> tuple[Diagnosis, ...]:
    """Every diagnosis that the evidence supports, root cause first.

    `results` are the outcomes of all checks. `taught` is what sample programs that go wrong alike
    teach; it takes the place of general diagnoses of the same code.

    A diagnosis that another one explains (`Rule.hides`) is left out, and so is the general
    `role_value_wrong` where the assignment, or a sample, knows what went wrong.
    """
    found: dict[object, Diagnosis] = {}
    views = case.parts or (case,)
    often = Counter(item.diagnosis.message for item in taught)
    wrong: list[Case] = []
    for view in views:
        taken = [item.diagnosis for item in taught if item.case is view]
        for diagnosis in _of_program(view, taken):
            if diagnosis.code == role_value_wrong.RULE.code and _follows(view, wrong):
                continue
            lesson = diagnosis in taken
            key = ("lesson", diagnosis.message) if lesson else _once(diagnosis, view)
            known = found.get(key)
            if known is None or _GRAVITY[diagnosis.severity] < _GRAVITY[known.severity]:
                of_all = lesson and often[diagnosis.message] > 1
                found[key] = diagnosis if of_all else _naming(diagnosis, view)
        wrong.append(view)
    kept = [*found.values(), *in_order(_of_calls(case, taught))]
    traced = {rule.code for rule in all_rules() if rule.traced}
    stopped = any(i.code in traced and i.severity == "error" and i.found.stopped for i in kept)
    lessons = [item.diagnosis for item in taught if all(item.case is not view for view in views)]
    # The cause of what ended the student's own run, where it was traced back to another line,
    # comes before what other inputs bring to light.
    kept += [replace(item, rank=FIRST) for item in lessons] if stopped else lessons
    kept += [*_of_text(case), *_lacking(case, results)]
    return tuple(sorted(without_consequences(kept), key=_order))


def _once(item: Diagnosis, view: Case) -> object:
    """What makes two diagnoses the same: of one place it is said once, whatever exercise it is
    found for; without a place once for each exercise."""
    where = item.found.where
    exercise = view.spec.exercise
    return item.code, where, None if where is not None or exercise is None else exercise.id


def _follows(view: Case, earlier: Sequence[Case]) -> bool:
    """Whether what is wrong in an exercise was computed from what is wrong in an earlier one."""
    graded, program = view.graded, view.program
    if graded is None or program is None:
        return False
    before = [
        (other.program.program, role[1].node)
        for other in earlier
        if other.program is not None and (role := role_value_wrong.first_wrong(other)) is not None
    ]
    return any(whose is program.program and node in graded.ancestors for whose, node in before)


def _naming(item: Diagnosis, view: Case) -> Diagnosis:
    """What has no place in the program says at least which exercise it is about."""
    exercise = view.spec.exercise
    if exercise is None or item.found.where is not None:
        return item
    zh, en = (item.message.in_(language) for language in ("zh", "en"))
    return replace(
        item,
        message=Words(
            zh=f"{exercise.title.zh}：{zh.removeprefix('{where}：')}",
            en=f"{exercise.title.en}: {en.removeprefix('{where}:').lstrip()}",
        ),
    )


def _of_program(case: Case, taught: Sequence[Diagnosis]) -> list[Diagnosis]:
    """What the rules find for one exercise (or where there is none, for the whole)."""
    if case.graded is not None and case.graded.internal and not case.exercise_earned:
        # What `jacrev` differentiates inside is nothing that the student got wrong.
        case = replace(case, graded=None, program=None, flags=None)
    own = tuple(particular(case))
    hidden: set[str] = {"role_value_wrong"} if own or taught else set()
    if taught:
        # Whoever is told what an attempt got wrong has made one.
        hidden.add("exercise_not_found")
    found: list[Diagnosis] = list(own)
    kinds = case.spec.kinds
    error = None if case.graded is None else case.graded.error
    without_gradient = "raises" in kinds and "gradient" not in kinds and error is None
    for rule in all_rules():
        if rule.question == "call" or (rule.general and rule.code in case.expected.shown):
            continue
        if without_gradient and rule.question == "gradient" and rule.code not in OF_THE_RUN:
            continue  # that no error came is all that matters there
        for sighting in rule.find(case):
            found.append(_of_rule(rule, sighting, case))
            hidden.update(rule.hides)
    codes = {item.code for item in taught}
    kept = [*taught, *(i for i in found if i.code not in hidden and i.code not in codes)]
    questions = {case.spec.question_of(kind) for kind in ("gradient", "value", "untracked")}
    blamed = any(item.severity == "error" and item.question in questions for item in kept)
    lost = [c for c in case.spec.checks if c.id not in case.passed and c.kind in UNEXPLAINED_KINDS]
    if case.graded is not None and lost and not blamed:
        kept.append(_unexplained(case))
    return kept


def _of_calls(case: Case, taught: Sequence[Taught]) -> Iterator[Diagnosis]:
    """What the rules find in the calls of functions, unless a sample says it better."""
    mine = [item.diagnosis for item in taught if item.case is case]
    said = {item.question for item in mine}
    alone = len({verdict.names for verdict in case.called.values()}) == 1
    codes = {item.code for item in mine} if alone else set()
    for rule in all_rules():
        if rule.question == "call":
            for sighting in rule.find(case):
                diagnosis = _of_rule(rule, sighting, case)
                if diagnosis.question not in said and diagnosis.code not in codes:
                    yield diagnosis


def _lacking(case: Case, results: Sequence[Outcome]) -> Iterator[Diagnosis]:
    """A word on every failed check that asks for something to be there."""
    questions = case.spec.question_by_check
    for outcome in results:
        if outcome.check.kind in LACKING and outcome.status == "failed":
            yield of_lacking(outcome, questions[outcome.check.id], case)


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
        question=sighting.question or case.spec.question_of(rule.question),
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
