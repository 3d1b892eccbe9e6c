"""Canvas's gradebook as CSV ("Export Gradebook", "Import Gradebook").

What Canvas reads back (canvas-lms, `lib/gradebook_importer.rb`): a header that begins with Student
and ID (or LastName, FirstName, ID), the SIS columns and Section; a "Points Possible" row, in which
columns that cannot be changed say "(read only)"; rows of students, found by ID first; assignments
by the number in "Title (number)". Semicolons and decimal commas are read as well.
"""

from __future__ import annotations

import re

from autograder.errors import UsageError
from autograder.export.filling import Filled, Rules, begin, fill_grade, number, points, releasable
from autograder.export.formulas import protect
from autograder.export.matching import match
from autograder.export.results import Result, Who
from autograder.export.sheets import Sheet, new_sheet

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)\s*", re.DOTALL)
_TEST_STUDENT = "student, test"


def fill(sheet: Sheet, results: list[Result], rules: Rules, column: str | None = None) -> Filled:
    """Put the results into a gradebook that the teacher exported.

    Args:
        column: the assignment's column, by its header, its title or its number; by default the
            only one, or the one that bears the title of the results.

    Raises:
        UsageError: it is no gradebook of Canvas, or the column cannot be told.
    """
    ids = sheet.find("ID")
    names = (
        [sheet.find("Student")]
        if sheet.find("Student") is not None
        else [sheet.find("FirstName"), sheet.find("LastName")]
    )
    if ids is None or None in names:
        raise UsageError(
            "the worksheet is no Canvas gradebook: its header lacks Student and ID. Take the file "
            "that Grades > Export in Canvas gives"
        )
    possible = next(
        (at for at in range(1, len(sheet.rows)) if "Points Possible" in sheet.cell(at, 0)), None
    )
    at = _column(sheet, possible, results, column)
    sis, login = sheet.find("SIS User ID"), sheet.find("SIS Login ID")
    rows = [
        (
            row,
            Who(
                name=" ".join(sheet.cell(row, name) for name in names).strip() or None,
                user_id=sheet.cell(row, ids) or None,
                sid=sheet.cell(row, sis) or None,
                login=sheet.cell(row, login) or None,
            ),
        )
        for row in range((possible or 0) + 1, len(sheet.rows))
        if sheet.cell(row, ids) or sheet.cell(row, sis) or sheet.cell(row, login)
    ]
    matches = match(results, rows, "canvas")
    found = begin(matches)
    most = "" if possible is None else sheet.cell(possible, at)
    for row, who in rows:
        result = matches.rows.get(row)
        if result is None:
            if not (who.name or "").casefold().startswith(_TEST_STUDENT):
                found.unanswered.append(who.name or who.user_id or "")
        elif releasable([result], rules, found):
            fill_grade(
                sheet, row, at, result, number(most), comma="," in most, rules=rules, found=found
            )
    return found


def _column(sheet: Sheet, possible: int | None, results: list[Result], wanted: str | None) -> int:
    """The column of the assignment among those that can be changed."""
    open_columns = {
        at: (match["title"], match["id"])
        for at, header in enumerate(sheet.rows[0])
        if (match := _ASSIGNMENT.fullmatch(header)) is not None
        and (possible is None or "(" not in sheet.cell(possible, at))
    }
    if wanted is not None:
        named = [
            at
            for at, (title, number_) in open_columns.items()
            if wanted.strip() in (sheet.rows[0][at].strip(), title, number_)
        ]
    else:
        titles = {text.casefold() for item in results for text in (item.title, item.assignment)}
        named = [at for at, (title, _) in open_columns.items() if title.casefold() in titles]
        named = named or [*open_columns]
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"“{sheet.rows[0][at].strip()}”" for at in open_columns) or "none"
    which = "no column of that name" if wanted is not None else "more than one could be it"
    which = which if named or wanted else "there is none with an id that can be changed"
    raise UsageError(
        f"which column of the gradebook is the assignment's? {which.capitalize()}. Give --column; "
        f"there are: {known}"
    )


def fresh(results: list[Result], rules: Rules, column: str | None = None) -> tuple[Sheet, Filled]:
    """A gradebook of our own, for the submissions that came from Canvas.

    Without "Title (number)" as `column`, Canvas offers to make a new assignment of that title.
    """
    found = Filled()
    rows = []
    most = max((result.max_score for result in results), default=0.0)
    for result in releasable(results, rules, found):
        known = [who for who in result.people if who.user_id or who.sid or who.login]
        if not known or (result.origin.layout != "canvas" and not any(w.sid for w in known)):
            found.unmatched.append(result.submission)
            continue
        for who in known:
            ours = who.user_id if result.origin.layout == "canvas" else None
            row = (who.name or result.student, ours or "", who.sid or "", who.login or "", "")
            rows.append([*map(protect, row), points(result.score)])
            found.written += 1
    title = column or (results[0].title if results else "")
    possible = ["    Points Possible", "", "", "", "", points(most)]
    return new_sheet([*HEADER, protect(title)], [possible, *rows]), found
