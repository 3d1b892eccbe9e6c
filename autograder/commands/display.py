"""What a batch shows: progress while it runs, a table and counts at its end.

With a terminal that is a bar and colours; without one, plain lines that read well in a log. The
table and the counts go to standard output, all else to standard error.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from autograder.commands.tally import Line, Tally
from autograder.commands.words import terminal_words
from autograder.report.text import number, one_line

BAR = 24
"""Width of the longest bar, in columns."""

PACE = 500
"""Submissions that the rate is reckoned from."""

WIDE = 160
"""Columns of a row where there is no terminal to measure; the reports have the whole sentence."""

MAX_NAME = 36
"""Columns that a name takes at the most."""

_STYLES = {"error": "red", "warning": "yellow", "": "green"}


def console_for(stream: TextIO) -> Console:
    """A console that takes every text literally: names are no markup and no emoji codes."""
    return Console(file=stream, markup=False, emoji=False, highlight=False, soft_wrap=True)


class Shown:
    """Progress of a batch of `total` submissions on `stream`."""

    def __init__(self, stream: TextIO, total: int, language: str) -> None:
        self._console = console_for(stream)
        self._words = terminal_words(language)
        self._total = total
        self._done = 0
        self._percent = -1
        self._progress: Progress | None = None
        self._pace: deque[float] = deque(maxlen=PACE)
        """When the last new ones were done."""

    def __enter__(self) -> Shown:
        if self._console.is_terminal:
            self._progress = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=None),
                MofNCompleteColumn(),
                _Rate(self._words, self._pace),
                console=self._console,
            )
            self._progress.add_task(self._words["grading"], total=self._total)
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def advance(self, line: Line, *, new: bool = True) -> None:
        """One more submission is done; those that were there already (`new` False) say nothing of
        the rate."""
        self._done += 1
        if new:
            self._pace.append(time.monotonic())
        if self._progress is not None:
            self._progress.advance(self._progress.task_ids[0])
            return
        # A log of thousands of lines helps nobody: at most one for each percent.
        percent = 100 * self._done // max(self._total, 1)
        if percent != self._percent:
            self._percent = percent
            name, score = line.submission, _score(line, self._words)
            self._console.print(f"[{self._done}/{self._total}] {name}  {score}")

    def say(self, text: str) -> None:
        """Print a line above the bar."""
        self._console.print(one_line(text))


class _Rate(ProgressColumn):
    """Submissions per second and the time that the rest will take."""

    def __init__(self, words: dict[str, str], pace: Sequence[float]) -> None:
        super().__init__()
        self._words = words
        self._pace = pace

    def render(self, task: Task) -> Text:
        pace = list(self._pace)
        if len(pace) < 2 or pace[-1] <= pace[0]:
            return Text("")
        rate = (len(pace) - 1) / (pace[-1] - pace[0])
        parts = [self._words["per_second"].format(rate=f"{rate:.1f}")]
        if task.remaining:
            minutes, seconds = divmod(int(task.remaining / rate), 60)
            parts.append(self._words["left"].format(time=f"{minutes}:{seconds:02d}"))
        return Text("  ".join(parts), style="cyan")


def show_result(
    stream: TextIO, tally: Tally, out: Path, language: str, more: Sequence[str] = ()
) -> None:
    """Print the table, the counts, `more` lines, and where everything lies."""
    console, words = console_for(stream), terminal_words(language)
    lines = sorted(tally.lines, key=lambda line: line.order)
    _print_rows(console, lines, words)
    if tally.total > len(lines):
        left = tally.total - len(lines)
        console.print(words["more_rows"].format(count=left, file=_path(out / "grades.csv")))
    console.print()
    for text in _counts(tally, words):
        console.print(text)
    for text in more:
        console.print(text)
    console.print(f"{words['reports']}: {_path(out / 'reports')}")
    console.print(f"{words['table']}: {_path(out / 'grades.csv')}")


def _path(path: Path) -> str:
    """A path on one line: a folder may be called anything, by whoever sent it."""
    return one_line(str(path))


def _print_rows(console: Console, lines: list[Line], words: dict[str, str]) -> None:
    width = console.width if console.is_terminal else WIDE
    rows = [(words["submission"], words["score"], Text(words["diagnosis"], "bold"))]
    for line in lines:
        style = "yellow" if line.status != "graded" else _STYLES[line.severity]
        rows.append((line.submission, _score(line, words), Text(_diagnosis(line, words), style)))
    # By columns of the terminal: Chinese characters take two, so str.ljust would misalign them.
    names = min(max(cell_len(name) for name, _, _ in rows), MAX_NAME)
    scores = max(cell_len(score) for _, score, _ in rows)
    for name, score, diagnosis in rows:
        row = Text(name, end="")
        row.truncate(names, overflow="ellipsis", pad=True)
        row.append(" " * (2 + scores - cell_len(score)) + score + "  ")
        row.append_text(diagnosis)
        row.rstrip()
        row.truncate(width, overflow="ellipsis")
        row.end = "\n"
        console.print(row)


def _score(line: Line, words: dict[str, str]) -> str:
    if line.status == "not_graded":
        return words["not_graded"]
    score = f"{number(line.score)} / {number(line.max_score)}"
    return f"{score} ({words['needs_review']})" if line.status == "needs_review" else score


def _diagnosis(line: Line, words: dict[str, str]) -> str:
    return line.diagnosis or words["fine"]


def _counts(tally: Tally, words: dict[str, str]) -> Iterator[str]:
    failed = tally.statuses["not_graded"]
    yield words["total"].format(
        graded=tally.total - failed, review=tally.statuses["needs_review"], failed=failed
    )
    if tally.scores:
        figures = words["mean"].format(
            mean=f"{tally.mean():.2f}",
            max=number(tally.max_score),
            median=number(tally.median()),
        )
        yield f"{words['distribution']}: {figures}"
        bands = tally.distribution()
        most = max(count for _, _, count in bands)
        for low, high, count in bands:
            label = number(low) if low == high else f"{number(low)}–{number(high)}"
            yield f"  {label:>7}  {_bar(count, most)} {count}"
    frequent = tally.frequent(8)
    if frequent:
        yield f"{words['frequent']}:"
        width = max(len(code) for code, _ in frequent)
        for code, count in frequent:
            yield f"  {code:<{width}}  {_bar(count, frequent[0][1])} {count}"
        yield f"  {words['explain']}"


def _bar(count: int, most: int) -> str:
    return "█" * (max(1, round(BAR * count / most)) if count else 0)
