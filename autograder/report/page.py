"""The report as one self-contained page.

Nothing in it is fetched and nothing in it runs: one style sheet, named by its hash in a content
security policy that allows nothing else. Every value is escaped by Jinja2, and before that every
foreign text goes through `visible`, so that a name or an output cannot restyle or reorder the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from autograder.report.catalogue import place, words
from autograder.report.code import anchor_of, listings
from autograder.report.model import SYMBOLS, Report
from autograder.report.passages import mark
from autograder.report.text import number, visible

_QUOTED = re.compile(r"`([^`\n]+)`")
_STARS = re.compile(
    r"(?<![A-Za-z0-9_)\s])\*\*(?!\*)|\*\*(?![\d\s(A-Za-z*])|(?<=\s)\*\*(?=\S)|(?<=\S)\*\*(?=\s)"
)

OPEN_LINES = 150
"""Submissions longer than this fold the cells that no message points to."""


def render(report: Report) -> str:
    """Return the page in the report's language. The same report gives the same page."""
    template, style, digest = prepare()
    shown = listings(report.code, report.messages)
    names = list(report.concept_titles)
    if report.explanation is not None:
        names += sorted(report.explanation.concepts.keys() - report.concept_titles.keys())
    long = sum(len(listing.lines) for listing in shown) > OPEN_LINES
    return template.render(
        report=report,
        words=words(report.language),
        style=style,
        policy=f"default-src 'none'; style-src '{digest}'; base-uri 'none'; form-action 'none'",
        symbols=SYMBOLS,
        share=_share(report),
        whole=report.max_score > 0
        and report.score >= report.max_score
        and all(message.severity != "error" for message in report.messages),
        messages=[(message, anchor_of(message.where, shown)) for message in report.messages],
        listings=shown,
        fold=long,
        graded=[item for item in report.experiments if item.graded],
        others=[item for item in report.experiments if not item.graded],
        concepts=_concepts(report, names),
        passages=mark(report.explanation, names) if report.explanation else (),
        claims=report.explanation.claims if report.explanation else (),
        place=lambda where, **options: place(where, report.language, **options),
        number=number,
        gradient=lambda value: _gradient(value, words(report.language)["no_gradient"]),
    )


@cache
def prepare() -> tuple[Template, Markup, str]:
    """The template, the style sheet, and its hash for the policy; takes a while the first time."""
    environment = Environment(
        loader=PackageLoader("autograder.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = _prose
    environment.filters["unmarked"] = unmarked
    loader = environment.loader
    if loader is None:  # pragma: no cover - given above
        raise RuntimeError("no loader")
    css = loader.get_source(environment, "report.css")[0]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    template = environment.get_template("report.html")
    return template, Markup(css), f"sha256-{digest}"  # noqa: S704 - our own style sheet


def _finalize(value: Any) -> Any:
    """Make foreign text visible; markup of our own passes."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _share(report: Report) -> float:
    """Percent of the points earned, for the bar."""
    share = 100 * report.score / report.max_score if report.max_score > 0 else 0
    return round(min(max(share, 0), 100), 2) if share == share else 0  # noqa: PLR0124 - NaN


def _prose(text: str) -> Markup:
    """Escaped text in which `code` between back quotes is set as code."""
    pieces = [
        escape(visible(piece if at % 2 else unmarked(piece)))
        for at, piece in enumerate(_QUOTED.split(text))
    ]
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if at % 2 else piece
        for at, piece in enumerate(pieces)
    )


def unmarked(text: str) -> str:
    """A student's Markdown without the stars of bold type; those of `x**2` and `x ** 3` stay."""
    return _STARS.sub("", text)


def _concepts(report: Report, names: list[str]) -> list[tuple[int, str, bool]]:
    """Number, title and coverage of each concept; what is not needed only where it is covered."""
    concepts = {} if report.explanation is None else report.explanation.concepts
    return [
        (at, report.concept_titles.get(name, name), concepts[name].covered)
        for at, name in enumerate(names, start=1)
        if name in concepts and (concepts[name].covered or name not in report.unneeded_concepts)
    ]


def _gradient(value: tuple[float, ...] | float | None, none: str) -> str:
    if value is None:
        return none
    if isinstance(value, tuple):
        inner = ", ".join(number(item) for item in value[:8])
        return f"[{inner}{', …' if len(value) > 8 else ''}]"
    return number(value)
