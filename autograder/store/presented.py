"""A report as people are to see it: with the points that a person gave, and what was said to the
student."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from autograder.report.model import Message, Report
from autograder.store import edits, scores
from autograder.store.schema import submissions
from autograder.store.submissions import with_overrides

_OVERRIDDEN = {
    "zh": "老师把这一题的得分改为 {points:g}（自动评分 {automatic:g}）：{reason}",
    "en": "Your teacher gave {points:g} points here in place of {automatic:g}: {reason}",
}


def presented(db: Connection, submission_id: int, report: Report) -> Report:
    """The report with overrides counted, and with the reasons for them and the comments for the
    student as notes; the report itself where there are none."""
    row = db.execute(
        select(submissions.c.overridden, submissions.c.commented, submissions.c.attempt_id).where(
            submissions.c.id == submission_id
        )
    ).one()
    if not (row.overridden or row.commented):
        return report
    questions = scores.questions(db, submission_id)
    counted = with_overrides(report, questions)
    automatic = {item.question: item.automatic for item in questions if item.overridden}
    said = _OVERRIDDEN.get(report.language, _OVERRIDDEN["en"])
    notes = [
        Message(
            "override",
            "note",
            item.question,
            said.format(points=item.points, automatic=automatic[item.question], reason=item.reason),
            "",
            None,
        )
        for item in edits.overrides_of(db, submission_id)
        if item.attempt_id == row.attempt_id and item.question in automatic
    ]
    notes += [
        Message("comment", "note", None, item.text, "", None)
        for item in edits.comments_of(db, submission_id)
        if item.for_student
    ]
    return replace(counted, messages=(*counted.messages, *notes))
