"""Pieces of HTML from which feedback for other platforms is put together.

Only elements that Rails' sanitiser keeps are used (p, pre, code, strong, em, ul, li, br), without
attributes. HTML rather than Markdown: there `x ** 2 + x ** 3` would turn bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from autograder.report.catalogue import place, words
from autograder.report.lines import line_of
from autograder.report.model import ExperimentReport, Message, Report
from autograder.report.text import number, visible

_CODE = re.compile(r"`([^`\n]+)`")
_SIGNS = {"error": "✗", "warning": "!", "note": "i"}


def paragraph(text: str) -> str:
    """Text as a paragraph; what stands in back quotes is code, line feeds are line breaks."""
    return f"<p>{inline(text)}</p>"


def inline(text: str) -> str:
    """Text as part of a line."""
    shown = _CODE.sub(r"<code>\1</code>", escape(visible(text), quote=False))
    return shown.replace("\n", "<br>")


def strong(text: str) -> str:
    """Text that stands out."""
    return f"<strong>{inline(text)}</strong>"


def block(text: str) -> str:
    """Lines as they are, in letters of one width."""
    return f"<pre>{escape(visible(text.rstrip()), quote=False)}</pre>"


def items(lines: Iterable[str]) -> str:
    """A list of lines that are HTML already; nothing where there are none."""
    inside = "".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>{inside}</ul>" if inside else ""


def message(item: Message, report: Report) -> str:
    """One diagnosis: what it is and where, the line, what we saw, the hint."""
    say = words(report.language)
    where = place(item.where, report.language)
    head = f"<strong>{_SIGNS[item.severity]} {inline(say[item.severity])}</strong>"
    parts = [f"<p>{head}{' · ' + inline(where) if where else ''}</p>"]
    line = line_of(report.code, item)
    if line and item.where is not None:
        parts.append(block(f"{item.where.line} │ {line}"))
    parts.append(paragraph(item.message))
    if item.hint:
        parts.append(f"<p><em>{inline(say['hint'])}{say['colon']}</em>{inline(item.hint)}</p>")
    return "".join(parts)


def graph(experiments: Iterable[ExperimentReport], language: str) -> str:
    """The drawings of what was graded; nothing where nothing was."""
    say = words(language)
    drawn = []
    for item in experiments:
        if item.graded and item.graph:
            title = f"{say['colon']}{item.title}" if item.title else ""
            drawn.append(f"<p>{strong(say['graph'] + title)}</p>{block(item.graph)}")
    return "".join(drawn)


def concepts(report: Report) -> str:
    """The ideas of the explanation: which were found, and hints to those that were not."""
    if report.explanation is None:
        return ""
    say = words(report.language)
    return items(
        f"{'✓' if coverage.covered else '○'} {inline(report.concept_titles.get(name, name))}"
        f" <em>({inline(say['covered'] if coverage.covered else say['not_covered'])})</em>"
        for name, coverage in report.explanation.concepts.items()
        if coverage.covered or name not in report.unneeded_concepts
    )


def points(score: float, max_score: float, language: str) -> str:
    """Points in words."""
    return words(language)["of"].format(score=number(score), max=number(max_score))
