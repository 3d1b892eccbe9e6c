"""Lays other values into tensors at the places that a job names, and counts calls by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

from autograder.evidence.schema import Site, Substitution
from autograder.probe.calls import tensors_in
from autograder.probe.repeats import OFTEN
from autograder.probe.snapshots import substitute

_Place: TypeAlias = tuple[int, int, int]


class Interventions:
    """The interventions of one run; `wanted` are those of the first."""

    def __init__(self, wanted: Iterable[Substitution]) -> None:
        self._occurrences: Counter[_Place] = Counter()
        self._wanted: dict[tuple[int, int, int, int], list[Substitution]] = {}
        self._places: set[_Place] = set()
        self.begin(wanted)

    def begin(self, wanted: Iterable[Substitution]) -> None:
        """Count anew, and intervene so in what comes now."""
        for container in (self._occurrences, self._wanted, self._places):
            container.clear()
        for item in wanted:
            place = (item.site.unit, item.site.line, item.site.column)
            self._wanted.setdefault((*place, item.occurrence), []).append(item)
            self._places.add(place)

    def made(self, site: Site, args: tuple[Any, ...], keywords: dict[str, Any]) -> bool:
        """Substitute what is to be substituted here; whether many calls came from this place."""
        place = (site.unit, site.line, site.column)
        occurrence = self._occurrences[place]
        self._occurrences[place] = occurrence + 1
        items = self._wanted and self._wanted.get((*place, occurrence))
        if items:
            tensors = tuple(tensors_in((args, keywords)))
            for item in items:
                if item.argument < len(tensors):
                    substitute(tensors[item.argument], item.values)
        return occurrence >= OFTEN

    def concern(self, site: Site) -> bool:
        """Whether any is to be made at this place."""
        return (site.unit, site.line, site.column) in self._places
