"""Groups of submissions that behave the same, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from autograder.report.code import listings
from autograder.store import groups, reasons, submissions
from autograder.store.groups import Group
from autograder.store.submissions import Filter
from autograder.web.behaviour import GENERAL, Fact, facts, is_right
from autograder.web.choice import Fields
from autograder.web.visit import Visit, page

MOST = 1000
MEMBERS = 30


@dataclass(frozen=True)
class Shown:
    """A group as the list shows it; `kind` is "right", "unexplained" or "explained". `codes` are
    the diagnoses that its members read first, with how many do."""

    group: Group
    kind: str
    facts: tuple[Fact, ...]
    codes: tuple[tuple[str, int], ...]

    @property
    def code(self) -> str:
        """What most members read first."""
        return self.codes[0][0] if self.codes else ""


def kind_of(group: Group, codes: tuple[tuple[str, int], ...]) -> str:
    """What a group is: as the reference, explained by a diagnosis, or neither."""
    if is_right(group.signature):
        return "right"
    lost = group.mean_score < group.max_score
    if lost and (not group.explained or not codes or codes[0][0] in GENERAL):
        return "unexplained"
    return "explained"


def all_groups(visit: Visit) -> tuple[tuple[Group, tuple[tuple[str, int], ...]], ...]:
    """All groups of the assignment with their first diagnoses, the largest first."""
    assignment = visit.assignment

    def look() -> tuple[tuple[Group, tuple[tuple[str, int], ...]], ...]:
        with visit.desk.store.read() as db:
            codes = reasons.by_behaviour(db, assignment)
            return tuple(
                (group, codes.get(group.behaviour, ()))
                for group in groups.listed(db, assignment, limit=MOST)
            )

    return visit.desk.remembered(assignment, "groups", look)


def tracked_roles(visit: Visit) -> dict[str, bool]:
    """The roles of which the assignment asks that they be tracked, or not be."""
    loaded = visit.desk.spec(visit.assignment)
    checks = loaded.spec.checks if loaded else ()
    return {
        check.role: check.kind == "tracked"
        for check in checks
        if check.role is not None and check.kind in ("tracked", "untracked")
    }


def show(visit: Visit) -> Response:
    """The list, all groups or one kind of them."""
    found = all_groups(visit)
    kinds = [kind_of(group, codes) for group, codes in found]
    wanted, tracked = visit.query("kind"), tracked_roles(visit)
    shown = [
        Shown(group, kind, facts(group.signature, visit.t, tracked), codes)
        for (group, codes), kind in zip(found, kinds, strict=True)
        if wanted in ("", kind)
    ]
    start = visit.number("start", most=max(len(shown) - 1, 0))
    return visit.page(
        "groups.html",
        tab="groups",
        titles=visit.titles(visit.assignment),
        groups=shown[start : start + MEMBERS],
        total=len(shown),
        start=start,
        on_page=MEMBERS,
        kind=wanted,
        counts={kind: kinds.count(kind) for kind in ("unexplained", "explained", "right")},
    )


def one(visit: Visit) -> Response:
    """One group: a program that stands for it, its evidence, its members, and what to tell them."""
    return group_page(visit)


def group_page(
    visit: Visit, *, status: int = 200, problem: str = "", draft: dict[str, str] | None = None
) -> Response:
    """The page, after feedback that could not be taken with `problem` and what was typed."""
    assignment, behaviour = visit.assignment, visit.request.path_params["behaviour"]
    with visit.desk.store.read() as db:
        group = groups.get(db, assignment, behaviour)
        if group is None:
            raise HTTPException(404)
        chosen = visit.number("program") or groups.representative(db, assignment, behaviour)
        stands_for = submissions.detail(db, chosen or group.representative_id)
        codes = reasons.by_behaviour(db, assignment, behaviour).get(behaviour, ())
        if stands_for is None or stands_for.report is None or stands_for.row.behaviour != behaviour:
            raise HTTPException(404)
        wanted = Filter(behaviour=behaviour)
        start = visit.number("start", most=max(group.size - 1, 0))
        members = submissions.listed(
            db, assignment, wanted, order="student", limit=MEMBERS, offset=start
        )
    report = stands_for.report
    return visit.page(
        "group.html",
        status,
        tab="groups",
        titles=visit.titles(assignment),
        shown=Shown(
            group,
            kind_of(group, codes),
            facts(group.signature, visit.t, tracked_roles(visit)),
            codes,
        ),
        group=group,
        stands_for=stands_for,
        report=report,
        listings=listings(report.code, report.messages),
        members=members,
        start=start,
        on_page=MEMBERS,
        here_loaded=visit.desk.spec(assignment) is not None,
        problem=problem,
        draft=Fields(draft or _draft(codes)),
    )


def _draft(codes: tuple[tuple[str, int], ...]) -> dict[str, str]:
    """The code to begin with: the one that is there already, where that explains anything."""
    code = codes[0][0] if codes else ""
    return {} if code in GENERAL or code.startswith("explanation_") else {"code": code}


ROUTES = [
    Route("/groups", page(show), methods=["GET"]),
    Route("/groups/{behaviour:str}", page(one), methods=["GET"]),
]
