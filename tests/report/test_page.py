"""The page shows everything a student needs and lets nothing foreign act on it."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from autograder import report as rendering
from autograder.explain.model import Coverage
from autograder.extract.document import Where
from autograder.report import to_html
from autograder.report.catalogue import words
from autograder.report.model import Message, Report
from autograder.report.page import unmarked
from tests.report.samples import right, unreadable, wrong

VOID = {"meta", "br", "circle", "link", "img"}
HOSTILE = "<script>alert(1)</script>\" onload='x' {{ 7*7 }} \x1b[2J\u202e&lt;"


class Page(HTMLParser):
    """Collects tags, attributes and visible text, and checks that tags nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.ids: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if (name := dict(attrs).get("id")) is not None:
            self.ids.append(name)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


def hostile(value: Any) -> Any:
    """The same report with every text in it replaced or extended by hostile text."""
    if isinstance(value, str):
        return value + HOSTILE
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"status", "severity", "language"}
        return replace(
            value,
            **{
                field.name: getattr(value, field.name)
                if field.name in kept
                else hostile(getattr(value, field.name))
                for field in fields(value)
            },
        )
    if isinstance(value, tuple):
        return tuple(hostile(item) for item in value)
    if isinstance(value, dict):
        return {key: hostile(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize("report", [wrong(), right(), unreadable()])
def test_page_is_well_formed_and_refers_to_nothing_outside(report: Report) -> None:
    page = Page(to_html(report))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "form"}
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        href = attributes.get("href")
        assert href is None or (href[0] == "#" and href[1:] in page.ids)
    assert "url(" not in to_html(report)
    assert "@import" not in to_html(report)


def test_policy_allows_the_one_style_sheet_and_nothing_else() -> None:
    text = to_html(right())
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policies = [
        found["content"]
        for _, found in Page(text).tags
        if found.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


@pytest.mark.parametrize("report", [wrong(), right(), unreadable()])
def test_foreign_text_stays_text(report: Report) -> None:
    clean, page = Page(to_html(report)), Page(to_html(hostile(report)))
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in clean.tags} | {"dl", "dt", "dd"}
    assert not any(name.startswith("on") for _, found in page.tags for name in found)
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "⟨U+202E⟩" in page.text
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text


def test_a_student_finds_score_feedback_hint_code_output_and_graph() -> None:
    text = Page(to_html(wrong())).text
    report = wrong()
    for wanted in [
        "Ada Lovelace",
        "3.5",
        report.summary,
        "homework.ipynb, cell 4, line 6",
        report.messages[0].message,
        report.messages[0].hint,
        "x.grad = 5, which is 2x + 3x²",
        "x.grad = tensor(5.)",
        report.experiments[0].graph.strip(),
        "x³ is not tracked",
        "Only y1 contributes to the gradient of x.",
        "seccomp, landlock, namespaces",
    ]:
        assert wanted in text, wanted


def test_outcomes_are_told_by_word_and_symbol() -> None:
    text = Page(to_html(wrong())).text
    for word, symbol in [("passed", "✓"), ("not yet", "✗"), ("not reached", "–")]:
        assert word in text
        assert symbol in text


def test_the_marked_line_carries_its_message_and_its_link() -> None:
    text = to_html(wrong())
    assert 'href="#L1-6"' in text
    line = text.index('id="L1-6"')
    message = text.index("y2 was computed with gradient tracking on", line)
    assert message < text.index('id="L1-7"')


def test_messages_mark_their_lines_without_help_of_the_view() -> None:
    report = wrong()
    report = replace(report, code=tuple(replace(view, marks={}) for view in report.code))
    assert to_html(report) == to_html(wrong())


def test_quotes_are_highlighted_in_place_and_numbered() -> None:
    text = to_html(wrong())
    assert "<mark>Only y1 contributes to the gradient of x.<sup>2</sup></mark>" in text
    assert '<mark class="doubt" title="see “What to look at”">The gradient of x**3' in text


def test_chinese_report_is_chinese_throughout() -> None:
    text = to_html(right())
    assert '<html lang="zh-CN">' in text
    shown = Page(text).text
    assert "没有需要改正的地方" in shown
    english = {word for word in words("en").values() if " " in word and len(word) > 8}
    assert not {word for word in english if word in shown}


def test_both_catalogues_have_the_same_words() -> None:
    assert words("zh").keys() == words("en").keys()
    fields_in = re.compile(r"\{\w+\}").findall
    for key, text in words("zh").items():
        assert sorted(fields_in(text)) == sorted(fields_in(words("en")[key])), key


def test_praise_needs_full_marks() -> None:
    praise = words("en")["nothing"]
    almost = replace(wrong(), messages=(), score=9.5)
    assert praise not in to_html(almost)
    assert praise in to_html(replace(almost, score=10.0))


def test_a_flag_is_a_question_to_a_person() -> None:
    text = Page(to_html(unreadable())).text
    assert "not an accusation" in text
    assert "opens /proc/self/mem" in text


def test_long_submissions_fold_what_no_message_points_to() -> None:
    report = wrong()
    long = replace(report.code[0], source="x = 1\n" * 400)
    text = to_html(replace(report, code=(long, *report.code[1:])))
    assert text.count('<details class="listing" open>') == 2
    assert text.count('<details class="listing">') == 1


def test_an_endless_submission_gives_a_page_of_bounded_size() -> None:
    report = wrong()
    huge = replace(
        report.code[0], source="x = 1  # " + "y" * 10_000 + "\nx = 2\n" * 50_000, output="z" * 10**6
    )
    text = to_html(replace(report, code=(huge,)))
    assert "more lines are not shown" in text
    assert words("en")["cut_output"] in text
    assert len(text) < 1_000_000


@pytest.mark.parametrize(
    "source", ["", "\n\n", "def f(:\n  '''open", "\tx = 1\r\n", "x = '王\\\n'"]
)
def test_any_source_is_shown_line_by_line(source: str) -> None:
    report = wrong()
    view = replace(report.code[0], source=source, cell=9)
    page = Page(to_html(replace(report, code=(view,))))
    assert page.open == []
    for part in source.split("\n"):
        assert part.strip("\r") in page.text


def test_code_in_messages_is_set_as_code_and_stays_escaped() -> None:
    message = Message("code", "error", None, "see `a<b>` and `c", "", None)
    text = to_html(replace(wrong(), messages=(message,), code=()))
    assert "see <code>a&lt;b&gt;</code> and `c" in text


def test_what_is_not_needed_is_not_shown_as_missing() -> None:
    report = replace(wrong(), unneeded_concepts=frozenset({"interrupted", "only_y1"}))
    text = Page(to_html(report)).text
    assert "x³ is not tracked" not in text.split("Your explanation")[1]
    assert "Only x² contributes" in text


def test_a_finding_of_what_is_missing_puts_no_sentence_in_doubt() -> None:
    report = wrong()
    assert report.explanation is not None
    finding = replace(report.explanation.findings[0], code="explanation_incomplete")
    explanation = replace(report.explanation, findings=(finding,), claims=())
    assert 'class="doubt"' not in to_html(replace(report, explanation=explanation))


def test_lines_of_a_view_count_from_its_first_line() -> None:
    message = Message("code", "error", None, "look", "", Where("a.py", None, 12))
    view = replace(wrong().code[0], file="a.py", cell=None, first_line=11, source="a = 1\nb = 2\n")
    text = to_html(replace(wrong(), code=(view,), messages=(message,)))
    assert 'class="line marked error" id="L0-12"' in text


def test_concepts_unknown_to_the_titles_are_shown_by_name() -> None:
    report = wrong()
    assert report.explanation is not None
    concepts = {**report.explanation.concepts, "extra": Coverage(covered=False)}
    text = Page(
        to_html(replace(report, explanation=replace(report.explanation, concepts=concepts)))
    ).text
    assert "extra" in text


def _palettes() -> dict[str, dict[str, str]]:
    folder = Path(rendering.__file__).parent / "templates"
    css = (folder / "report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    found = [dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in blocks]
    return dict(zip(["light", "dark", "print"], found, strict=True))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_colour_of_text_reaches_aa_on_what_it_stands_on(scheme: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: a contrast of at least 4.5 to 1."""
    palette = _palettes()[scheme]
    tinted = ["good", "bad", "warn", "info"]
    code = ["keyword", "string", "comment", "digit", "defined", "builtin", "text", "dim"]
    pairs = set(itertools.product(["text", "dim", "link", *tinted], ["card", "page", "code"]))
    pairs |= {(name, f"{name}-bg") for name in tinted}
    pairs |= set(itertools.product(["text", "link"], [f"{name}-bg" for name in tinted]))
    pairs |= set(itertools.product(code, ["code", "bad-bg", "warn-bg", "info-bg"]))
    pairs.add(("mark-text", "mark"))
    for front, back in pairs:
        light, dark = sorted((_luminance(palette[front]), _luminance(palette[back])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**原因分析**：x**3 没有被追踪", "原因分析：x**3 没有被追踪"),
        ("So **only** y1 = x ** 2 counts.", "So only y1 = x ** 2 counts."),
        ("**2**", "2"),
        ("(x)**2 + x**n", "(x)**2 + x**n"),
    ],
)
def test_bold_type_loses_its_stars_and_powers_keep_theirs(written: str, shown: str) -> None:
    assert unmarked(written) == shown
