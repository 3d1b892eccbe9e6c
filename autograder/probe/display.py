"""Displayed values as text: a cell's value, and what `display()` is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

_READABLE = ("text/markdown", "text/latex", "text/html")


class Display(DisplayHook):
    """Hands the text of a cell's value to `show`, unless a semicolon silenced it."""

    silenced = False
    number = 0
    show: Callable[[str], None] = print

    @property
    def prompt_count(self) -> int:
        """The number of the running cell; IPython's versions differ in how they count."""
        return self.number

    def quiet(self) -> bool:
        """Whether a semicolon ends the cell."""
        return self.silenced

    def write_output_prompt(self) -> None:
        """No prompt."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: object = None) -> None:  # noqa: ARG002
        """Emit the value's text."""
        text = _plain(format_dict)
        if text:
            self.show(text)

    def log_output(self, format_dict: dict[str, Any]) -> None:
        """Keep no record."""

    def finish_displayhook(self) -> None:
        """Nothing to end."""
        self._is_active = False


class Publisher(DisplayPublisher):
    """Prints what `display()` is given."""

    def publish(self, data: dict[str, Any], *_: object, **__: object) -> None:
        """Print the text form."""
        text = _plain(data)
        if text:
            print(text)

    def clear_output(self, wait: bool = False) -> None:
        """Keep what was printed: it is evidence."""


def _plain(data: dict[str, Any]) -> str:
    """The text of something displayed; Markdown and formulas are their own text."""
    plain = str(data.get("text/plain", ""))
    if plain.startswith("<IPython."):
        return next((str(data[kind]) for kind in _READABLE if kind in data), plain)
    return plain
