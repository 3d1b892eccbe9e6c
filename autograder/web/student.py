"""The report that a student gets: the grader's, with the points and words that people gave."""

from __future__ import annotations

import re
from dataclasses import replace

from autograder.report.model import Message, Report
from autograder.report.text import number
from autograder.store.submissions import Detail, with_overrides

CODE = "teacher"
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_WORDS = {
    "zh": {
        "points": "老师调整了得分：{question} {before} → {after} 分。{reason}",
        "by_hand": "老师看过之后给出了最后的得分。",
    },
    "en": {
        "points": "Your teacher changed the points: {question} {before} → {after}. {reason}",
        "by_hand": "Your teacher looked at this and gave the final score.",
    },
}


def as_student_sees(report: Report, detail: Detail) -> Report:
    """The report with overrides counted and said, and comments for the student before the rest.

    A report that waited for a person and was reviewed is a graded one; what made it wait stays
    between the teachers.
    """
    words = _WORDS["zh" if report.language == "zh" else "en"]
    given = {item.question: item for item in detail.questions if item.overridden}
    titles = {question.id: question.title for question in report.questions}
    remarks = [
        Message(CODE, "note", None, comment.text, "", None)
        for comment in detail.comments
        if comment.for_student
    ]
    for override in detail.overrides:
        item = given.get(override.question)
        if item is None or override.attempt_id != detail.row.attempt_id:
            continue
        said = words["points"].format(
            question=titles.get(override.question, override.question),
            before=number(item.automatic),
            after=number(item.final),
            reason=override.reason,
        )
        remarks.append(Message(CODE, "note", override.question, said, "", None))
    final = with_overrides(report, detail.questions)
    reviewed = detail.row.reviewed_at is not None
    # Marks on lines name messages by number, so what is said first moves them.
    code = tuple(
        replace(view, marks={line: at + len(remarks) for line, at in view.marks.items()})
        for view in final.code
    )
    return replace(
        final,
        messages=(*remarks, *final.messages),
        code=code,
        status="graded" if reviewed and final.status == "needs_review" else final.status,
        flags=() if reviewed else final.flags,
        summary=words["by_hand"] if given else final.summary,
    )


def policy_of(page: str) -> str:
    """The content security policy that a page of a report names for itself."""
    found = _POLICY.search(page)
    policy = "default-src 'none'" if found is None else found[1].replace("&#39;", "'")
    return policy.replace("&#x27;", "'")
