"""Signing in and out, and the choices of a visitor: language."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from autograder.web.language import LANGUAGES
from autograder.web.people import TooManyTriesError
from autograder.web.rendering import render
from autograder.web.visit import Visit, context, own_address, person_of, words_of


async def sign_in(request: Request) -> Response:
    """The form; the address that was printed carries the token and needs none."""
    next_page = own_address(request.query_params.get("next", "/"))
    token = request.query_params.get("token", "")
    if person_of(request) is not None:
        return RedirectResponse(next_page, 303)
    if token:
        return _try(request, token, "", next_page)
    return _form(request, next_page)


async def knock(request: Request) -> Response:
    """The form comes back."""
    form = await request.form(max_files=0, max_fields=10)
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    next_page = own_address(fields.get("next", "/"))
    return _try(request, fields.get("secret", ""), fields.get("name", ""), next_page)


def _try(request: Request, secret: str, name: str, next_page: str) -> Response:
    address = request.client.host if request.client is not None else ""
    t = words_of(request)
    try:
        opened = request.app.state.sessions.open(secret, name, address)
    except TooManyTriesError as refusal:
        response = _form(request, next_page, t("too_many_tries", seconds=refusal.wait_s), 429)
        response.headers["retry-after"] = str(refusal.wait_s)
        return response
    if opened is None:
        return _form(request, next_page, t("wrong_token"), 403)
    chosen = request.session.get("language")
    request.session.clear()  # nothing that was there before the sign-in lives on
    request.session["id"] = opened[0]
    if chosen in LANGUAGES:
        request.session["language"] = chosen
    return RedirectResponse(next_page, 303)


def _form(request: Request, next_page: str, problem: str = "", status: int = 200) -> Response:
    t = words_of(request)
    content = render(
        "sign_in.html",
        **context(request, None, t),
        notice=None,
        next_page=next_page,
        problem=problem,
    )
    return HTMLResponse(content, status)


def sign_out(visit: Visit) -> Response:
    """End the session, on both sides."""
    visit.request.app.state.sessions.close(visit.request.session.get("id"))
    visit.request.session.clear()
    return RedirectResponse("/sign-in", 303)


async def choose_language(request: Request) -> Response:
    """Speak the other language from here on; before signing in, too."""
    form = await request.form(max_files=0, max_fields=10)
    wanted = form.get("language")
    if wanted in LANGUAGES:
        request.session["language"] = wanted
    back = form.get("next")
    return RedirectResponse(own_address(back if isinstance(back, str) else "/"), 303)
