"""What came of the calls of one check."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.evidence.calls import Ending
from autograder.extract.document import Where
from autograder.spec.model import Words


@dataclass(frozen=True)
class KeyVerdict:
    """One thing that is compared. `fault` is empty where it is right in all rounds, else "none",
    "structure", "shape", "dtype", "device", "tracking" or "value"; `got` and `wanted` say of which
    kind the two are, never their values."""

    key: str
    fault: str = ""
    got: Words | None = None
    wanted: Words | None = None


@dataclass(frozen=True)
class CallVerdict:
    """The calls of one check, all rounds together.

    `how` is how the first call that gave no value ended, "returned" where all did; `names` are the
    functions and classes that are called. `type` and `message` are the exception's; `explicit` says
    that the student's own code raised it. `harness` says that it came up in what the teacher's
    function did with what was returned. `where` and `code` are the student's line. `behaviour` is
    the same for programs that do the same.
    """

    names: tuple[str, ...]
    how: Ending
    share: float
    keys: tuple[KeyVerdict, ...] = ()
    missing: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    type: str = ""
    message: str = ""
    explicit: bool = False
    harness: bool = False
    detail: str = ""
    where: Where | None = None
    code: str = ""
    behaviour: str = ""

    @property
    def faults(self) -> tuple[KeyVerdict, ...]:
        """The keys that are wrong."""
        return tuple(key for key in self.keys if key.fault)

    @property
    def name(self) -> str:
        """The functions as a text."""
        return ", ".join(self.names)
