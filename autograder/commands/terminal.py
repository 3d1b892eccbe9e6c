"""One report in a terminal: the same feedback as on the page, in the order of its importance."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from autograder.report.catalogue import place, words
from autograder.report.lines import line_of
from autograder.report.model import Message, QuestionReport, Report
from autograder.report.text import number, visible

_SIGNS = {"error": ("✗", "bold red"), "warning": ("!", "bold yellow"), "note": ("i", "bold blue")}
_OUTCOMES = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "blocked": ("–", "yellow"),
    "inconclusive": ("?", "yellow"),
    "errored": ("!", "yellow"),
}


def print_report(console: Console, report: Report) -> None:
    """Print score, feedback, points, graph and the ideas found in the explanation.

    What a check asked for is left out: a student who checks before handing in gets the messages
    and no answers.
    """
    say = words(report.language)
    points = say["of"].format(score=number(report.score), max=number(report.max_score))
    head = Text(visible(report.title), style="bold")
    _print(console, head)
    if report.status == "not_graded":
        points = say["not_graded"]
    _print(console, Text(f"{say['score']}{say['colon']}{points}", style="bold"))
    if report.summary and not report.messages:
        _print(console, Text(visible(report.summary)))
    for index, message in enumerate(report.messages, start=1):
        console.print()
        _message(console, report, message, index)
    for question in report.questions:
        console.print()
        _question(console, question, say)
    for experiment in report.experiments:
        if experiment.graded and experiment.graph:
            console.print()
            title = f"{say['colon']}{visible(experiment.title)}" if experiment.title else ""
            _print(console, Text(f"{say['graph']}{title}", style="bold"))
            _print(console, Text(visible(experiment.graph.rstrip("\n"))), indent=2, wrap=False)
    if report.explanation is not None and report.explanation.concepts:
        console.print()
        _print(console, Text(say["explanation"], style="bold"))
        for name, coverage in report.explanation.concepts.items():
            if name in report.unneeded_concepts and not coverage.covered:
                continue
            title = visible(report.concept_titles.get(name, name))
            sign = Text("✓ ", "green") if coverage.covered else Text("○ ", "dim")
            status = say["covered"] if coverage.covered else say["not_covered"]
            _print(console, Text.assemble(sign, f"{title}  ", (status, "dim")), indent=2)


def _message(console: Console, report: Report, message: Message, index: int) -> None:
    say = words(report.language)
    sign, style = _SIGNS[message.severity]
    head = Text.assemble((f"{sign} {index} {say[message.severity]}", style))
    where = place(message.where, report.language)
    if where:
        head.append(f"  {visible(where)}", "dim")
    _print(console, head)
    line = line_of(report.code, message)
    if line and message.where is not None:
        _print(console, Text(f"{message.where.line} │ {visible(line)}", "cyan"), 4, wrap=False)
    _print(console, Text(visible(message.message)), indent=2)
    if message.hint:
        hint = Text.assemble((f"{say['hint']}{say['colon']}", "bold"), visible(message.hint))
        _print(console, hint, indent=2)


def _question(console: Console, question: QuestionReport, say: dict[str, str]) -> None:
    points = say["of"].format(score=number(question.score), max=number(question.max_score))
    _print(console, Text.assemble((visible(question.title), "bold"), f"  {points}"))
    for check in question.checks:
        sign, style = _OUTCOMES[check.status]
        text = Text.assemble((f"{sign} ", style), visible(check.title), "  ")
        text.append(say[check.status], style)
        _print(console, text, indent=2)


def _print(console: Console, text: Text, indent: int = 0, *, wrap: bool = True) -> None:
    """Print text, wrapped to a terminal's width; elsewhere, and for drawings, as it is."""
    if wrap and console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)), soft_wrap=False)
        return
    for line in text.split("\n"):
        console.print(Text(" " * indent) + line, soft_wrap=True)
