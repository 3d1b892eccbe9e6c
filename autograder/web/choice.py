"""Which submissions a page is about, read from its address and written back into links.

The same parameters stand in the address of a list and of each submission opened from it, so that
"next" means the next one of that list.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast, get_args
from urllib.parse import urlencode

from autograder.report.model import Status
from autograder.store.submissions import Filter, Order, Release
from autograder.web.visit import Visit

ORDERS: tuple[str, ...] = get_args(Order)
REVIEW = "review"
NAMES = (
    "list", "q", "status", "release", "code", "failed", "missed", "group", "low", "high", "marked",
    "sort", "desc",
)  # fmt: skip
MARKS = ("reviewed", "flagged", "overridden", "commented")


class Fields(dict[str, str]):
    """Texts by name; one that is not there is empty, and stays not there."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True)
class Choice:
    """A list of submissions: what must hold, in which order, and the parameters that say so."""

    wanted: Filter
    order: Order
    descending: bool
    query: Fields

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order is asked for."""
        return bool(self.query.keys() - {"sort", "desc"})

    def address(self, path: str, **more: object) -> str:
        """An address that carries the choice."""
        query = {**self.query, **{name: str(value) for name, value in more.items()}}
        query = {name: value for name, value in query.items() if value}
        return f"{path}?{urlencode(query)}" if query else path


def choice_of(visit: Visit) -> Choice:
    """The choice that the address of a page makes; what it does not understand asks nothing."""
    query = Fields((name, value) for name in NAMES if (value := visit.query(name)))
    status, release = query.get("status"), query.get("release")
    marked = query.get("marked")
    wanted = Filter(
        text=query.get("q", ""),
        status=cast("Status", status) if status in get_args(Status) else None,
        to_review=True if query.get("list") == REVIEW else None,
        release=cast("Release", release) if release in get_args(Release) else None,
        code=query.get("code"),
        failed_check=query.get("failed"),
        missed_concept=query.get("missed"),
        behaviour=query.get("group"),
        low=_number(query.get("low")),
        high=_number(query.get("high")),
        reviewed=True if marked == "reviewed" else None,
        flagged=True if marked == "flagged" else None,
        overridden=True if marked == "overridden" else None,
        commented=True if marked == "commented" else None,
    )
    sort = query.get("sort", "name")
    return Choice(
        wanted,
        cast("Order", sort if sort in ORDERS else "name"),
        query.get("desc") == "1",
        query,
    )


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    return value if value is not None and math.isfinite(value) else None
