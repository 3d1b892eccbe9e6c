"""How the page calls questions, checks, concepts and diagnoses: by the assignment's own titles."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from autograder.spec.load import LoadedAssignment


@cache
def _codes() -> dict[str, dict[str, str]]:
    source = files("autograder.web").joinpath("codes.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(source)
    return found


class Titles:
    """Titles in one language; the id itself where the assignment is not here or has none."""

    def __init__(self, loaded: LoadedAssignment | None, assignment: str, language: str) -> None:
        self._spec = None if loaded is None else loaded.spec
        self._id = assignment
        self._language = language

    @property
    def assignment(self) -> str:
        """The title of the assignment."""
        return self._id if self._spec is None else self._spec.title.in_(self._language)

    def question(self, name: str) -> str:
        """The title of a question."""
        for item in self._spec.questions if self._spec else ():
            if item.id == name:
                return item.title.in_(self._language)
        return name

    def check(self, name: str) -> str:
        """The title of a check."""
        for question in self._spec.questions if self._spec else ():
            for item in question.checks:
                if item.id == name:
                    return item.title.in_(self._language)
        return name

    def concept(self, name: str) -> str:
        """The title of a concept."""
        for item in self._spec.explanation.concepts if self._spec else ():
            if item.id == name:
                return item.title.in_(self._language)
        return name

    def code(self, name: str) -> str:
        """What a diagnosis says in a few words; empty where it is known by its code alone."""
        return _codes().get(name, {}).get(self._language, "")
