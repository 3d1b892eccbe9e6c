"""The report that a student gets: the grader's, with the points and words that people gave."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import Connection

from autograder.report.model import Report
from autograder.store.presented import presented
from autograder.store.submissions import SubmissionRow

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def as_student_sees(db: Connection, row: SubmissionRow, report: Report) -> Report:
    """The report with overrides counted and said, and comments for the student.

    A report that waited for a person and was reviewed is a graded one; what made it wait stays
    between the teachers.
    """
    shown = presented(db, row.id, report)
    if row.reviewed_at is None:
        return shown
    status = "graded" if shown.status == "needs_review" else shown.status
    return replace(shown, status=status, flags=())


def policy_of(page: str) -> str:
    """The content security policy that a page of a report names for itself."""
    found = _POLICY.search(page)
    policy = "default-src 'none'" if found is None else found[1].replace("&#39;", "'")
    return policy.replace("&#x27;", "'")
