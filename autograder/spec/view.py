"""The raw data of an assignment as something to ask, whatever shape it has."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.spec.problems import suggestion
from autograder.spec.source import Data, Place, Source, dotted


class View:
    """A place in the data that answers with nothing where the shape is not as expected."""

    def __init__(self, source: Source, place: Place = (), data: Data = None) -> None:
        self.source, self.place, self.data = source, place, data

    def __getitem__(self, key: str) -> View:
        data = self.data.get(key) if isinstance(self.data, dict) else None
        return View(self.source, (*self.place, key), data)

    def __iter__(self) -> Iterator[View]:
        if isinstance(self.data, list):
            for index, item in enumerate(self.data):
                yield View(self.source, (*self.place, index), item)

    def keys(self) -> list[str]:
        """The keys of a mapping, none of anything else."""
        return list(self.data) if isinstance(self.data, dict) else []

    @property
    def text(self) -> str | None:
        """The text that this is, if it is one."""
        return self.data if isinstance(self.data, str) else None

    @property
    def number(self) -> float | None:
        """The number that this is, if it is one."""
        plain = isinstance(self.data, int | float) and not isinstance(self.data, bool)
        return float(self.data) if plain else None  # type: ignore[arg-type]

    def wrong(self, message: str) -> None:
        """Note a problem at this place."""
        self.source.add(self.place, message)

    def must_name(self, what: str, defined: list[str]) -> None:
        """Note a problem if this is a text that names none of `defined`."""
        if self.text is not None and self.text not in defined:
            self.wrong(
                f"{dotted(self.place)} names the {what} {self.text!r}, which is not defined"
                f"{suggestion(self.text, defined)}"
            )


def checks_of(top: View) -> Iterator[View]:
    """Every check of every question."""
    for question in top["questions"]:
        yield from question["checks"]
