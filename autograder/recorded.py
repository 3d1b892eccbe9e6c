"""What the solutions gave, recorded: grading where no solution is at hand to be run.

Holds the key that probe values are drawn with, what the reference solution gives at every value
of that key's pool and for calls on the hidden inputs that it draws, and what each behaviour of the
teaching samples is taught. Whoever reads it
knows the probe values and the expected numbers, but neither the text of any solution nor the
installation's own key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from autograder.diagnosis.examples import Lesson
from autograder.errors import AutograderError
from autograder.evidence.calls import Called
from autograder.experiments.model import Answer

FORMAT = 2
"""Raised when older recordings can no longer be read."""


@dataclass(frozen=True)
class Recorded:
    """`expected` holds the program as written, then every value of the pool (`values`); `lessons`
    are by behaviour (`experiments.signature`), `calls` what calls gave, by check."""

    key: bytes
    values: tuple[float, ...]
    expected: Answer
    lessons: dict[str, Lesson]
    format: int = FORMAT
    calls: dict[str, tuple[Called, ...]] = field(default_factory=dict)


class RecordedOracle:
    """Knows what the reference gives from a recording."""

    def __init__(self, recorded: Recorded) -> None:
        self._values = recorded.values
        self._whole = recorded.expected

    def expected(self, values: tuple[float, ...]) -> Answer:
        """What is expected as handed in and at each of `values`, which are all in the pool.

        Raises:
            AutograderError: one is not: the recording was made for another assignment.
        """
        try:
            return self._whole.at((0, *(self._values.index(value) + 1 for value in values)))
        except (ValueError, IndexError):
            raise AutograderError(
                "the recorded results do not belong to this assignment.yaml: build them again"
            ) from None


def dump(recorded: Recorded) -> bytes:
    """As MessagePack, which unlike JSON keeps NaN and infinities."""
    return msgspec.msgpack.encode(recorded)


def load(data: bytes) -> Recorded:
    """Read what `dump` wrote.

    Raises:
        AutograderError: it is damaged, or of another version of Autograder.
    """
    try:
        recorded = msgspec.msgpack.decode(data, type=Recorded)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise AutograderError(f"the recorded results cannot be read ({error})") from None
    if recorded.format != FORMAT:
        raise AutograderError("the recorded results are of another version: build them again")
    return recorded
