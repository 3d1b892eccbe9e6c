"""Reports for what could not be graded: unreadable submissions, and faults of our own."""

from __future__ import annotations

from autograder.extract.document import Document, Where
from autograder.feedback.problems import sentence
from autograder.ingest.submission import Problem, Submission
from autograder.report.model import Message, Report, RunReport
from autograder.spec.model import Assignment, Words

OUR_FAULT = Words(
    zh="评分程序自身出了问题，这份作业没有评分；这不是你的错，老师会重新评分。",
    en="The grader itself failed and this submission was not graded; "
    "this is not your fault, and your teacher can run it again.",
)


def by_name(submission: Submission) -> str:
    """The language to speak where the submission holds no words: Chinese where its names do."""
    names = submission.student + "".join(file.path for file in submission.files)
    return "zh" if any("\u4e00" <= char <= "\u9fff" for char in names) else "en"


def not_graded(
    submission: Submission, document: Document, spec: Assignment, language: str | None
) -> Report:
    """The report of a submission that holds nothing that can be read."""
    spoken = language or by_name(submission)
    messages = tuple(
        Message(
            problem.code,
            "error" if problem.fatal else "note",
            None,
            *sentence(problem, spoken),
            Where(problem.file),
        )
        for problem in sorted(document.problems, key=lambda problem: not problem.fatal)
    )
    return _empty(submission, spec, spoken, messages, "not_run")


def our_fault(
    submission: Submission, spec: Assignment, language: str | None, detail: str
) -> Report:
    """The report where the sandbox or our own code failed; `detail` is for the teacher."""
    spoken = language or by_name(submission)
    problem = Problem("internal_error", detail={"detail": detail[:500]}, fatal=True)
    message = Message(
        "internal_error", "error", None, OUR_FAULT.in_(spoken), sentence(problem, spoken)[1], None
    )
    return _empty(submission, spec, spoken, (message,), "sandbox_error")


def _empty(
    submission: Submission,
    spec: Assignment,
    language: str,
    messages: tuple[Message, ...],
    verdict: str,
) -> Report:
    return Report(
        submission=submission.name,
        student=submission.student,
        origin=submission.origin,
        assignment=spec.id,
        title=spec.title.in_(language),
        status="not_graded",
        score=0.0,
        max_score=round(spec.max_score, 2),
        language=language,
        questions=(),
        messages=messages,
        explanation=None,
        concept_titles={},
        experiments=(),
        flags=(),
        run=RunReport(verdict=verdict),
        summary=messages[0].message if messages else "",
    )
