"""The dashboard as an ASGI application: routes, and what stands before them.

Read `visit.py` for how a page is made, `headers.py` for what is refused at once, `people.py` for
who may enter, and `pages/` for the pages, one concern a module.
"""

from __future__ import annotations

from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from autograder.web import door
from autograder.web.desk import Desk
from autograder.web.headers import Guard
from autograder.web.pages import ROUTES
from autograder.web.people import LIFE_S, Sessions
from autograder.web.rendering import render
from autograder.web.settings import Settings
from autograder.web.visit import change, context, person_of, words_of

SAID = {403, 404, 409, 413, 429, 500}
"""Statuses that have a sentence of their own."""


def create_app(settings: Settings, desk: Desk) -> Starlette:
    """The application that serves one store.

    Args:
        settings: who may enter, and from where.
        desk: the store and what works on it.
    """
    routes: list[BaseRoute] = [
        Mount("/static", _Static(directory=str(files("autograder.web").joinpath("static")))),
        Route("/sign-in", door.sign_in, methods=["GET"]),
        Route("/sign-in", door.knock, methods=["POST"]),
        Route("/language", door.choose_language, methods=["POST"]),
        Route("/sign-out", change(door.sign_out, everybody=True), methods=["POST"]),
        *ROUTES,
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, hosts=settings.hosts),
            Middleware(
                SessionMiddleware,
                secret_key=settings.key,
                session_cookie=settings.cookie,
                max_age=LIFE_S,
                same_site="lax",
                https_only=settings.https,
            ),
        ],
        exception_handlers={HTTPException: _refused},
    )
    app.state.settings = settings
    app.state.desk = desk
    app.state.sessions = Sessions(settings)
    return app


class _Static(StaticFiles):
    """Our own files: their addresses hold a hash, so a browser may keep them."""

    def file_response(self, *args: object, **options: object) -> Response:
        response = super().file_response(*args, **options)  # type: ignore[arg-type]
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = str(error.status_code) if error.status_code in SAID else "400"
    if error.detail in ("csrf", "viewer"):
        key = error.detail
    return _page(request, key, error.status_code)


def _page(request: Request, key: str, status: int) -> Response:
    t = words_of(request)
    content = render(
        "error.html",
        **context(request, person_of(request), t),
        notice=None,
        waiting=0,
        tab="",
        title=t(f"error_{key}"),
        sentence=t(f"error_{key}_said"),
    )
    return HTMLResponse(content, status)
