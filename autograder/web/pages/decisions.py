"""What a grader decides about one submission: points, comments, looked at, held back, undone.

Every form carries the version of the submission that its page showed. Where it has another by
now, nothing is changed: the page comes again with what is true now and what was typed.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from autograder.errors import UsageError
from autograder.store import audit, edits, releases, submissions
from autograder.store.audit import ConflictError, MissingError
from autograder.store.submissions import Filter
from autograder.web.choice import REVIEW, choice_of
from autograder.web.pages.submission import detail_page
from autograder.web.visit import NOTICE, Visit, change, own_address


def points(visit: Visit) -> Response:
    """Give the points of a question by hand, or give them back to the grader."""
    question, typed, reason = (
        visit.text("question", 200),
        visit.text("points", 20),
        visit.text("reason"),
    )
    given: float | None = None
    if visit.text("give_back") != "1":
        try:
            given = float(typed.replace(",", "."))
        except ValueError:
            return _again(visit, visit.t("points_not_number", text=typed))
        most = visit.text("most", 20)
        if not 0 <= given <= float(most or 0):
            return _again(visit, visit.t("points_out_of_range", most=most))
        if not reason:
            return _again(visit, visit.t("reason_missing"))

    def act(db: Connection, number: int, version: int) -> None:
        edits.override(
            db, number, question, given, reason=reason, actor=visit.person.name, version=version
        )

    return _change(visit, act, "points_given" if given is not None else "points_given_back")


def comment(visit: Visit) -> Response:
    """Add a comment, change one, or delete one (an empty text)."""
    text, number = visit.text("text", 20_000), visit.text("comment", 20)
    if not text and not number:
        return _again(visit, visit.t("comment_empty"))

    def act(db: Connection, submission: int, version: int) -> None:
        edits.comment(
            db,
            submission,
            text,
            actor=visit.person.name,
            version=version,
            for_student=visit.text("for_student") == "1",
            comment_id=int(number) if number.isdecimal() else None,
        )

    return _change(visit, act, "comment_saved" if text else "comment_deleted")


def reviewed(visit: Visit) -> Response:
    """Mark as looked at, and go on to the next one that waits; or take the mark back."""
    done = visit.text("reviewed") == "1"
    following = _next_waiting(visit) if done and visit.text("queue") == "1" else None

    def act(db: Connection, number: int, version: int) -> None:
        edits.review(db, number, actor=visit.person.name, version=version, reviewed=done)

    to = f"/submissions/{following}?list={REVIEW}" if following is not None else None
    if done and visit.text("queue") == "1" and to is None:
        to = "/review"
    return _change(visit, act, "marked_reviewed_done" if done else "mark_taken_back", to=to)


def hold(visit: Visit) -> Response:
    """Hold the feedback back, or let it wait for the next release again."""
    held = visit.text("held") == "1"

    def act(db: Connection, number: int, version: int) -> None:
        row = submissions.row(db, number)
        if row is not None and row.version != version:
            raise ConflictError("", row.version)
        releases.hold(db, [number], visit.person.name, held=held)

    return _change(visit, act, "held_done" if held else "hold_ended")


def undo(visit: Visit) -> Response:
    """Take back an entry of the log, with those made as one with it."""
    number = visit.text("entry", 20)
    back = own_address(visit.text("back", 2000))
    try:
        with visit.desk.store.write() as db:
            audit.undo(db, int(number) if number.isdecimal() else 0, visit.person.name)
    except MissingError:
        raise HTTPException(404) from None
    except ConflictError:
        return visit.back(back, "undo_conflict", "bad")
    return visit.back(back, "undone")


def _change(
    visit: Visit, act: Callable[[Connection, int, int], None], said: str, *, to: str | None = None
) -> Response:
    number, version = visit.path("id"), visit.text("version", 20)
    try:
        with visit.desk.store.write() as db:
            act(db, number, int(version) if version.isdecimal() else -1)
            row = submissions.row(db, number)
            entries = audit.listed(db, row.assignment if row else "", submission_id=number, limit=1)
    except MissingError:
        raise HTTPException(404) from None
    except ConflictError:
        return _again(visit, visit.t("conflict"), 409)
    except UsageError as error:
        return _again(visit, str(error))
    target = to or _address(visit)
    response = visit.back(target, said, who=row.student or row.name if row else "")
    if entries:
        visit.request.session[NOTICE]["undo"] = entries[0].id
        visit.request.session[NOTICE]["back"] = _address(visit)
    return response


def _address(visit: Visit) -> str:
    """The page that the form stood on, with its list."""
    return choice_of(visit).address(f"/submissions/{visit.path('id')}")


def _next_waiting(visit: Visit) -> int | None:
    with visit.desk.store.read() as db:
        row = submissions.row(db, visit.path("id"))
        if row is None:
            return None
        around = submissions.neighbours(db, row.assignment, row.id, Filter(to_review=True))
        if around is not None:
            return around.next or around.previous
        waiting = submissions.listed(db, row.assignment, Filter(to_review=True), limit=1)
        return waiting[0].id if waiting else None


def _again(visit: Visit, problem: str, status: int = 422) -> Response:
    draft = {name: visit.text(name) for name in ("question", "points", "reason", "text", "comment")}
    return detail_page(visit, status=status, problem=problem, draft=draft)


ROUTES = [
    Route("/submissions/{id:int}/points", change(points), methods=["POST"]),
    Route("/submissions/{id:int}/comment", change(comment), methods=["POST"]),
    Route("/submissions/{id:int}/reviewed", change(reviewed), methods=["POST"]),
    Route("/submissions/{id:int}/hold", change(hold), methods=["POST"]),
    Route("/undo", change(undo), methods=["POST"]),
]
