"""Pages from templates. Everything is escaped; foreign text is made visible before that."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.report.text import number, one_line, visible

_QUOTED = re.compile(r"`([^`\n]+)`")
SYMBOLS = {"passed": "✓", "failed": "✗", "blocked": "–", "inconclusive": "?", "errored": "!"}
"""A symbol for each outcome, so that colour is never the only sign."""


@cache
def environment() -> Environment:
    """The templates of the dashboard."""
    found = Environment(
        loader=PackageLoader("autograder.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["prose"] = prose
    found.filters["line"] = one_line
    found.globals.update(number=number, static=static, symbols=SYMBOLS)
    return found


def render(template: str, **values: Any) -> str:
    """The page or fragment that a template gives."""
    return environment().get_template(template).render(**values)


@cache
def static(name: str) -> str:
    """The address of one of our files, with a hash in it: a new version is fetched at once."""
    data = files("autograder.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"


def prose(text: str) -> Markup:
    """Escaped text in which `code` between back quotes is set as code."""
    return Markup("").join(
        Markup("<code>{}</code>").format(escape(visible(piece))) if at % 2 else visible(piece)
        for at, piece in enumerate(_QUOTED.split(text))
    )


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def source_of(name: str) -> Markup:
    """One of our own files as text, to be put into a page that stands alone."""
    text = files("autograder.web").joinpath("static", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own style sheet
