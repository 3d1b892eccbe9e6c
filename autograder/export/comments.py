"""Feedback in a few lines, for a gradebook's comment field or a file beside the student's."""

from __future__ import annotations

import html
import re

from autograder.export.filling import points
from autograder.export.results import Diagnosis, Result
from autograder.report.text import visible

_WORDS = {
    "zh": {
        "score": "得分：{score} / {max}",
        "hint": "提示：{hint}",
        "cell": "单元格 {n}",
        "line": "第 {n} 行",
    },
    "en": {
        "score": "Score: {score} / {max}",
        "hint": "Hint: {hint}",
        "cell": "cell {n}",
        "line": "line {n}",
    },
}

_AFTER_SEMICOLON = re.compile(r"""(?<=;)['"]*[=+\-@＝＋－＠﹢﹣﹦﹫−]+""")


def lines(result: Result) -> list[str]:
    """The score, then each thing to correct with its hint, as lines of plain text."""
    words = _WORDS["zh" if result.language == "zh" else "en"]
    found = [words["score"].format(score=points(result.score), max=points(result.max_score))]
    told = [item for item in result.diagnoses if item.severity != "note"]
    for item in told:
        found.append(f"• {_placed(item, words)}{item.message}")
        if item.hint:
            found.append(f"  {words['hint'].format(hint=item.hint)}")
    if not told and result.summary:
        found.append(result.summary)
    return [" ".join(visible(line).split()) for line in found]


def plain(result: Result) -> str:
    """The feedback as plain text."""
    return "\n".join(lines(result))


def as_html(result: Result) -> str:
    """The feedback as HTML on one line: what a student wrote stays text, and no part of it is a
    formula to a spreadsheet that splits cells at semicolons, as those of entities."""
    text = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines(result))
    return _AFTER_SEMICOLON.sub(lambda match: "".join(f"&#{ord(c)};" for c in match[0]), text)


def _placed(item: Diagnosis, words: dict[str, str]) -> str:
    """Where it is, unless the message begins with it."""
    places = [
        words[key].format(n=value)
        for key, value in (("cell", item.where.cell), ("line", item.where.line))
        if value is not None
    ]
    if not places or any(
        place.replace(" ", "") in item.message.replace(" ", "") for place in places
    ):
        return ""
    return f"{', '.join(places)}: "
