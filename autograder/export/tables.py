"""Tables that are made whole from the results: nbgrader's, Gradescope's, and our own.

nbgrader: the columns of `nbgrader export` (nbgrader, `plugins/export.py`). Gradescope: those of
"Download Grades", with one column for each question.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.export.filling import Filled, Rules, points, releasable
from autograder.export.formulas import protect
from autograder.export.results import Result
from autograder.export.sheets import Sheet, new_sheet
from autograder.ingest.layouts.plain import DOUBLE_SURNAMES
from autograder.report.text import visible

NBGRADER = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)
GRADESCOPE = (
    *("First Name", "Last Name", "SID", "Email", "Total Score", "Max Points", "Status"),
    *("Submission ID", "Submission Time", "Lateness (H:M:S)"),
)
PLAIN = (
    *("submission", "student", "user_id", "sid", "email", "login", "team", "attempt", "late"),
    *("status", "score", "max_score"),
)


def nbgrader(results: list[Result], rules: Rules) -> tuple[Sheet, Filled]:
    """One row for each student, as `nbgrader export` writes them."""
    found = Filled()
    rows = []
    for result in releasable(results, rules, found):
        for who in result.people:
            first, last = split_name(who.name or "")
            student = who.login or who.sid or who.user_id or who.name or result.submission
            score = points(result.score)
            row = [
                result.origin.submission_id if result.origin.layout == "nbgrader" else None,
                "",
                result.origin.submitted_at,
                student,
                last,
                first,
                who.email,
            ]
            row[0] = row[0] or result.assignment
            rows.append([*_texts(row), score, "0.0", score, points(result.max_score)])
            found.written += 1
    return new_sheet(NBGRADER, rows), found


def gradescope(results: list[Result], rules: Rules) -> tuple[Sheet, Filled]:
    """One row for each student; what is not given out is there without a score."""
    found = Filled()
    given = {id(result) for result in releasable(results, rules, found)}
    titles: dict[str, str] = {}
    for question in (item for result in results for item in result.questions):
        shown = f"{len(titles) + 1}: {question.title} ({question.max_score} pts)"
        titles.setdefault(question.id, shown)
    rows = []
    for result in results:
        done = id(result) in given
        marks = {question.id: points(question.score) for question in result.questions}
        for who in result.people:
            first, last = split_name(who.name or result.student)
            rows.append(
                [
                    *_texts([first, last, who.sid or who.login or who.user_id, who.email]),
                    points(result.score) if done else "",
                    points(result.max_score),
                    "Graded" if done else "Ungraded",
                    *_texts([result.origin.submission_id, result.origin.submitted_at]),
                    # How late is not known, so what is late says nothing rather than a wrong time.
                    "" if result.origin.late else "00:00:00",
                    *(marks.get(name, "") if done else "" for name in titles),
                ]
            )
            found.written += done
    return new_sheet([*GRADESCOPE, *map(protect, titles.values())], rows), found


def plain(results: list[Result], rules: Rules) -> tuple[Sheet, Filled]:
    """One row for each student with every id that is known."""
    found = Filled()
    given = {id(result) for result in releasable(results, rules, found)}
    questions = list(dict.fromkeys(item.id for result in results for item in result.questions))
    rows = []
    for result in results:
        marks = {question.id: points(question.score) for question in result.questions}
        done = id(result) in given
        for who in result.people:
            source = result.origin
            rows.append(
                [
                    *_texts(
                        [
                            result.submission,
                            who.name or result.student,
                            who.user_id,
                            who.sid,
                            who.email,
                            who.login,
                            source.team,
                            None if source.attempt is None else str(source.attempt),
                            None if source.late is None else ("yes" if source.late else "no"),
                        ]
                    ),
                    result.status,
                    points(result.score) if done else "",
                    points(result.max_score),
                    *(marks.get(name, "") if done else "" for name in questions),
                    *_texts(
                        [" ".join(dict.fromkeys(d.code for d in result.diagnoses)), result.summary]
                    ),
                ]
            )
            found.written += done
    header = [*PLAIN, *(f"score_{name}" for name in questions), "diagnoses", "summary"]
    return new_sheet(header, rows), found


def split_name(name: str) -> tuple[str, str]:
    """A name's first and last part: "Na Li", "Li, Na" and "李娜" all end in the family's name."""
    name = " ".join(name.split())
    if "," in name:
        last, _, first = name.partition(",")
        return first.strip(), last.strip()
    if name and "\u4e00" <= name[0] <= "\u9fff":
        size = 2 if name.startswith(DOUBLE_SURNAMES) else 1
        return name[size:].strip(), name[:size]
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def _texts(values: list[str | None]) -> Iterator[str]:
    return (protect(visible((value or "").replace("\r\n", "\n"))) for value in values)
