"""One request of somebody who is signed in, and the two shapes of what answers it.

`page(handler)` makes an endpoint of a function that reads; `change(handler)` of one that changes
something, for graders only and with the session's CSRF token. Handlers are plain functions: they
run in a thread of their own, so that a slow query holds nobody up.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from autograder.extract.document import Where
from autograder.report.catalogue import place
from autograder.report.code import line_at
from autograder.report.model import Report
from autograder.web.language import LANGUAGES, Words, preferred
from autograder.web.people import Person
from autograder.web.rendering import render
from autograder.web.titles import Titles

if TYPE_CHECKING:
    from autograder.web.desk import Desk

log = logging.getLogger(__name__)

THEMES = ("light", "dark")
NOTICE = "notice"
ASSIGNMENT = "assignment"


@dataclass(frozen=True)
class Visit:
    """Who asks for what, in which language. `form` holds the fields of a change."""

    request: Request
    person: Person
    t: Words
    form: FormData

    @property
    def desk(self) -> Desk:
        """What the dashboard works on."""
        found: Desk = self.request.app.state.desk
        return found

    @property
    def language(self) -> str:
        """The language of the page: "zh" or "en"."""
        return self.t.language

    @property
    def wanted_part(self) -> bool:
        """Whether htmx asks for a part of the page."""
        return self.request.headers.get("hx-request") == "true" and not self.request.headers.get(
            "hx-history-restore-request"
        )

    @property
    def assignment(self) -> str:
        """The assignment that the pages are about: the one chosen, else the one graded last."""
        return self.desk.assignment(self.request.session.get(ASSIGNMENT))

    def query(self, name: str, default: str = "") -> str:
        """A parameter of the address, without surrounding blanks, cut at a sane length."""
        return self.request.query_params.get(name, default).strip()[:200]

    def number(self, name: str, default: int = 0, *, least: int = 0, most: int = 1 << 31) -> int:
        """A whole number from the address; `default` where it is none."""
        text = self.query(name)
        return min(max(int(text), least), most) if text.isdecimal() else default

    def text(self, name: str, most: int = 4000) -> str:
        """A field of the form."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip()[:most] if isinstance(value, str) else ""

    def path(self, name: str) -> int:
        """A number from the path."""
        return int(self.request.path_params[name])

    def link(self, path: str, **query: object) -> str:
        """An address with the parameters that are not empty."""
        given = {key: value for key, value in query.items() if value not in (None, "")}
        return f"{path}?{urlencode(given)}" if given else path

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A whole page."""
        shared = context(self.request, self.person, self.t)
        shared |= {
            "notice": self.request.session.pop(NOTICE, None),
            "waiting": self.desk.waiting(self.assignment),
            "tab": "",
            "visit": self,
        }
        return HTMLResponse(render(template, **(shared | values)), status)

    def part(self, template: str, status: int = 200, **values: Any) -> Response:
        """A part of a page, for htmx."""
        shared = context(self.request, self.person, self.t) | {"visit": self}
        return HTMLResponse(render(template, **(shared | values)), status)

    def back(self, path: str, key: str = "", kind: str = "good", **values: object) -> Response:
        """Go on at `path`, where a notice with the text `key` awaits."""
        if key:
            self.request.session[NOTICE] = {"text": self.t(key, **values), "kind": kind}
        return RedirectResponse(path, 303)

    def place(self, where: Where | None, *, short: bool = False) -> str:
        """A place in words; `short` leaves the file out where there is more to say."""
        return place(where, self.language, with_file=not short)

    def line_at(self, report: Report, where: Where | None) -> str:
        """The student's line at a place; empty where it is not known."""
        return line_at(report, where)

    def titles(self, assignment: str) -> Titles:
        """How the assignment calls its parts."""
        return Titles(self.desk.spec(assignment), assignment, self.language)

    def when(self, moment: datetime | None) -> str:
        """A moment as the page says it, in the time of the server's zone."""
        return "" if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M")


Handler: TypeAlias = Callable[[Visit], Response]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


def context(request: Request, person: Person | None, t: Words) -> dict[str, Any]:
    """What every template may name."""
    theme = request.cookies.get("autograder-theme", "")
    return {
        "t": t,
        "person": person,
        "here": address_of(request),
        "theme": theme if theme in THEMES else "",
    }


def words_of(request: Request) -> Words:
    """The language somebody chose, else the one their browser asks for."""
    chosen = request.session.get("language")
    if chosen in LANGUAGES:
        return Words(chosen)
    default = request.app.state.settings.language
    return Words(preferred(request.headers.get("accept-language", ""), default))


def person_of(request: Request) -> Person | None:
    """Who is signed in."""
    found: Person | None = request.app.state.sessions.find(request.session.get("id"))
    return found


def page(handler: Handler) -> Endpoint:
    """An endpoint for somebody signed in; others are sent to sign in first."""

    async def endpoint(request: Request) -> Response:
        person = person_of(request)
        if person is None:
            return _to_sign_in(request)
        visit = Visit(request, person, words_of(request), FormData())
        return await _answer(handler, visit)

    endpoint.changes = False  # type: ignore[attr-defined]
    return endpoint


def change(handler: Handler, *, everybody: bool = False) -> Endpoint:
    """An endpoint that changes something: by graders (or `everybody`), with their CSRF token."""

    async def endpoint(request: Request) -> Response:
        person = person_of(request)
        if person is None:
            return _to_sign_in(request)
        form = await request.form(max_files=1, max_fields=1000)
        if form.get("csrf") != person.csrf:
            raise HTTPException(403, "csrf")
        if not everybody and not person.may_change:
            raise HTTPException(403, "viewer")
        visit = Visit(request, person, words_of(request), form)
        return await _answer(handler, visit)

    endpoint.changes = True  # type: ignore[attr-defined]
    return endpoint


async def _answer(handler: Handler, visit: Visit) -> Response:
    try:
        return await run_in_threadpool(handler, visit)
    except HTTPException:
        raise
    except Exception as error:
        request = visit.request
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        raise HTTPException(500) from None


def _to_sign_in(request: Request) -> Response:
    here = address_of(request)
    target = (
        "/sign-in"
        if request.method != "GET" or here == "/"
        else f"/sign-in?{urlencode({'next': here})}"
    )
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"hx-redirect": "/sign-in"})
    return RedirectResponse(target, 303)


def address_of(request: Request) -> str:
    """The address of a request within the dashboard; of a change, the first page."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def own_address(text: str) -> str:
    """An address within the dashboard; the first page for every other one."""
    parts = urlsplit(text)
    fine = (
        text.startswith("/")
        and not text.startswith(("//", "/\\"))
        and not parts.scheme
        and not parts.netloc
        and not any(ord(char) < 32 or char == "\\" for char in text)
    )
    return text if fine else "/"
