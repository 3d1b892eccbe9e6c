"""Puts a graded case into words: the report."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from autograder.checks.case import Case
from autograder.checks.outcome import Outcome
from autograder.diagnosis.model import Diagnosis
from autograder.extract.document import PASTED, UNREAD, Where
from autograder.feedback.drawing import draw
from autograder.feedback.outcomes import actual, expected
from autograder.feedback.problems import sentence
from autograder.feedback.words import tell
from autograder.ingest.submission import Problem, Submission
from autograder.report.model import (
    CheckReport,
    CodeView,
    ExperimentReport,
    Flag,
    Message,
    QuestionReport,
    Report,
    RunReport,
    Status,
)
from autograder.spec.model import Concept

_MAYBE_UNREAD = UNREAD | {PASTED}

MAX_EXPERIMENTS = 12
"""Experiments shown in a report, at the most."""


def build(
    case: Case,
    *,
    submission: Submission,
    outcomes: tuple[Outcome, ...],
    diagnoses: tuple[Diagnosis, ...],
    flags: tuple[Flag, ...],
    run: RunReport,
    language: str,
) -> Report:
    """The report of a submission whose programs were run (or that holds none)."""
    questions = _questions(case, outcomes, language)
    messages = tuple(_message(item, language) for item in diagnoses)
    unread = _unread(case, outcomes)
    told = tuple(
        Message(
            problem.code,
            "warning" if problem in unread else "note",
            None,
            *sentence(problem, language),
            Where(problem.file),
        )
        for problem in case.document.problems
        if problem in unread or problem.code not in _MAYBE_UNREAD
    )
    # Where there was nothing else, what we could not read is the reason of all the rest.
    nothing_else = not case.document.programs and not case.document.texts
    messages = told + messages if nothing_else else messages + told
    score = sum(question.score for question in questions)
    undecided = any(o.status in ("inconclusive", "errored") for o in outcomes)
    review = bool(flags) or undecided or bool(unread)
    status: Status = "needs_review" if review else "graded"
    return Report(
        submission=submission.name,
        student=submission.student,
        origin=submission.origin,
        assignment=case.spec.id,
        title=case.spec.title.in_(language),
        status=status,
        score=_rounded(score),
        max_score=_rounded(case.spec.max_score),
        language=language,
        questions=questions,
        messages=messages,
        explanation=case.explanation,
        concept_titles={
            concept.id: _concept(case, concept, language)
            for concept in case.spec.explanation.concepts
        },
        unneeded_concepts=_unneeded(case),
        experiments=tuple(_experiments(case, language)),
        flags=flags,
        run=run,
        code=tuple(_code(case, messages)),
        summary=_summary(messages, score, case.spec.max_score, language),
    )


def _unread(case: Case, outcomes: tuple[Outcome, ...]) -> list[Problem]:
    """What may hold an answer that we could not read, where the one that we read lacks something.

    A plot beside a full explanation is no reason to trouble anybody.
    """
    shares = [outcome.share for outcome in outcomes if outcome.check.kind == "explanation"]
    if not shares or min(shares) >= 1:
        return []
    codes = UNREAD if max(shares) > 0 else _MAYBE_UNREAD
    return [problem for problem in case.document.problems if problem.code in codes]


def _unneeded(case: Case) -> frozenset[str]:
    rule = case.spec.explanation
    concepts = {} if case.explanation is None else case.explanation.concepts
    covered = {name for name, coverage in concepts.items() if coverage.covered}
    groups = [(name,) for name in rule.all_of] + [*rule.any_of]
    needed = {name for group in groups if not covered & {*group} for name in group}
    return frozenset(concept.id for concept in rule.concepts) - needed


def _concept(case: Case, concept: Concept, language: str) -> str:
    """How a concept is called: by its title once the student has said it, else by the hint that
    leads to it, since the title would give the answer away."""
    said = case.explanation is not None and case.explanation.concepts.get(concept.id)
    return (concept.title if said and said.covered else concept.hint).in_(language)


def _questions(
    case: Case, outcomes: tuple[Outcome, ...], language: str
) -> tuple[QuestionReport, ...]:
    found = []
    for question in case.spec.questions:
        ids = {check.id for check in question.checks}
        mine = [outcome for outcome in outcomes if outcome.check.id in ids]
        checks = tuple(
            CheckReport(
                id=outcome.check.id,
                status=outcome.status,
                score=_rounded(outcome.points),
                max_score=_rounded(outcome.check.points),
                title=outcome.check.title.in_(language),
                expected=expected(outcome, view.spec, language),
                actual=actual(outcome, view.spec, language),
                where=outcome.where or _where(view, outcome),
            )
            for outcome in mine
            for view in (case.view_of(outcome.check),)
        )
        found.append(
            QuestionReport(
                id=question.id,
                title=question.title.in_(language),
                score=_rounded(sum(check.score for check in checks)),
                max_score=_rounded(sum(check.max_score for check in checks)),
                checks=checks,
            )
        )
    return tuple(found)


def _message(item: Diagnosis, language: str) -> Message:
    where, details = item.found.where, item.found.details
    return Message(
        code=item.code,
        severity=item.severity,
        question=item.question,
        message=tell(item.message, details, where, language),
        hint=tell(item.hint, details, where, language),
        where=where,
    )


def _where(case: Case, outcome: Outcome) -> Where | None:
    """Where the check was decided: in the graded program, else in the only one there is."""
    program = case.program or (case.programs[0] if len(case.programs) == 1 else None)
    return None if program is None else program.where(outcome.site)


def _experiments(case: Case, language: str) -> list[ExperimentReport]:
    return [
        ExperimentReport(
            where=program.where(experiment.site),
            gradient=_plain(experiment.gradient),
            graded=view.graded is experiment,
            graph=draw(view, program, experiment, language),
            title=_title(view, language) if view.graded is experiment else "",
        )
        for view, program, experiment in islice(case.shown(), MAX_EXPERIMENTS)
    ]


def _title(case: Case, language: str) -> str:
    exercise = case.spec.exercise
    return "" if exercise is None else exercise.title.in_(language)


def _plain(gradient: tuple[float, ...] | None) -> tuple[float, ...] | float | None:
    if gradient is not None and len(gradient) == 1:
        return gradient[0]
    return gradient


def _code(case: Case, messages: tuple[Message, ...]) -> list[CodeView]:
    views = []
    for program in case.programs:
        printed: dict[int, list[str]] = defaultdict(list)
        for output in program.outputs:
            printed[output.unit].append(output.text)
        for unit, cell in enumerate(program.program.cells):
            marks: dict[int, int] = {}
            for index, message in enumerate(messages):
                where = message.where
                if where is None or where.file != cell.file or where.cell != cell.number:
                    continue
                if where.line is not None:
                    offset = cell.first_line - 1 if cell.number is None else 0
                    marks.setdefault(where.line - offset, index)
            views.append(
                CodeView(
                    file=cell.file,
                    cell=cell.number,
                    first_line=1 if cell.number is not None else cell.first_line,
                    source=cell.source,
                    marks=marks,
                    output="".join(printed[unit]),
                )
            )
    return views


def _summary(messages: tuple[Message, ...], score: float, max_score: float, language: str) -> str:
    for message in messages:
        if message.severity == "error" or message.code == "tampering":
            return message.message
    if score >= max_score:
        return "全部正确。" if language == "zh" else "Everything is right."
    return "见各题的说明。" if language == "zh" else "See the questions below."


def _rounded(value: float) -> float:
    return round(value, 2)
