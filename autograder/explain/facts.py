"""What the student's own program really did, as far as the explanation speaks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.extract.document import Where


@dataclass(frozen=True)
class Printed:
    """A text that the program printed; `literal` says that it stands as such in the source."""

    text: str
    where: Where = field(default_factory=Where)
    literal: bool = False


@dataclass(frozen=True)
class Facts:
    """The gradients that the program gave.

    `gradients` holds the distinct values of x.grad that any experiment gave, the graded one first;
    `graded` is that one; `ran` is True when some gradient was obtained; `printed` is what the
    program printed; `tracked` tells of each role of the graded experiment whether autograd knew it.
    """

    gradients: tuple[float, ...] = ()
    graded: float | None = None
    ran: bool = False
    printed: tuple[Printed, ...] = ()
    tracked: Mapping[str, bool] = field(default_factory=dict)
