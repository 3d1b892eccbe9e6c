"""Looking at a results.json: its form, and what a student would see of it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema

from tests.gradescope.schema import OURS, RESULTS

_KEPT = """
    a abbr acronym address b big blockquote br cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6
    hr i img ins kbd li mark ol p pre samp small span strong sub sup time tt ul var
"""
KEPT = frozenset(_KEPT.split())
"""Elements that Rails' sanitiser keeps by default, which is Gradescope's (Rails::HTML
SafeListSanitizer)."""


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag, "elements close in order"

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> str:
    """The text of a piece of HTML, of which nothing would be lost in sanitising."""
    page = _Elements()
    page.feed(html)
    page.close()
    assert page.elements <= KEPT, page.elements
    assert not page.attributes
    assert page.opened == []
    return page.text


def check(data: Any) -> dict[str, Any]:
    """Check the form of results.json, with what we promise; return it."""
    jsonschema.validate(data, RESULTS)
    jsonschema.validate(data, OURS)
    assert data["output_format"] == "html"
    parsed(data["output"])
    for test in data["tests"]:
        assert test["output_format"] == "html"
        assert parsed(test["output"])
        assert 0 <= test["score"] <= test["max_score"]
    numbers = [test["number"] for test in data["tests"]]
    assert len(set(numbers)) == len(numbers)
    result: dict[str, Any] = data
    return result


def read(path: Path) -> dict[str, Any]:
    """Read and check a results.json."""
    return check(json.loads(path.read_text("utf-8")))


def score(data: dict[str, Any]) -> float:
    """What Gradescope adds up."""
    return round(sum(float(test["score"]) for test in data["tests"]), 2)


def seen_by_students(data: dict[str, Any], *, published: bool = False) -> str:
    """All text that a student can read, at once or when grades are published."""
    open_ = {"visible", "after_published", "after_due_date"} if published else {"visible"}
    shown = [test for test in data["tests"] if test["visibility"] in open_]
    return "\n".join(
        [parsed(data["output"]), *(f"{test['name']} {parsed(test['output'])}" for test in shown)]
    )
