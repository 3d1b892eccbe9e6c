"""What every report must be, whatever was handed in."""

from __future__ import annotations

import json
import logging
import math
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from autograder.report import dumps, to_html
from autograder.report.model import Report

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OURS = ("internal_error",)


class Faults(logging.Handler):
    """Collects what our own code logs as a fault while one case runs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(self.format(record))


@dataclass
class Page(HTMLParser):
    """The tags and the text of a page."""

    tags: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, _ in attrs:
            assert not name.startswith("on"), name

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def check(report: Report) -> None:
    """Every promise about a report that holds whatever was handed in.

    Raises:
        AssertionError: one is broken.
    """
    assert report.status in ("graded", "needs_review", "not_graded")
    assert math.isfinite(report.score)
    assert 0 <= report.score <= report.max_score
    assert not [m.code for m in report.messages if m.code in _OURS], report.messages
    check_sentence(report.summary)
    for message in report.messages:
        check_sentence(message.message)
        check_sentence(message.hint)
    if report.score < report.max_score:
        assert report.messages or any(q.checks for q in report.questions)
    if report.status == "not_graded":
        assert any(message.severity == "error" for message in report.messages)
    data = json.loads(dumps(report), parse_constant=_no_constant)
    assert data["status"] == report.status
    html = to_html(report)
    assert not CONTROL.search(html.replace("\r\n", "\n"))
    html.encode()
    page = Page()
    page.feed(html)
    page.close()
    assert not {"script", "iframe", "object", "embed", "form", "img", "base"} & {*page.tags}


def check_sentence(text: str) -> None:
    """A sentence for a person: there, whole, of bearable length, and no debris of ours."""
    assert text.strip()
    assert len(text) < 2_000
    assert "{where}" not in text[:12]
    assert text.strip()[-1:] in "。.!！?？)）”\"'…" or len(text) > 10, text


def _no_constant(name: str) -> Any:
    raise AssertionError(f"{name} in JSON")
