"""A diagnosis: a named misconception that the evidence supports, and the rule that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from autograder.checks.case import Case
from autograder.extract.document import Where
from autograder.report.model import Severity
from autograder.spec.model import Words

Detail: TypeAlias = str | float | tuple[float, ...] | Where | Words | None


@dataclass(frozen=True)
class Found:
    """One sighting: where, and what the words may name."""

    where: Where | None = None
    details: dict[str, Detail] = field(default_factory=dict)
    severity: Severity | None = None
    """Where this sighting weighs less (or more) than the rule usually does."""
    rank: int | None = None
    """Where this sighting is nearer to the root cause than the rule usually is."""
    question: str | None = None
    """The question that this sighting belongs to, where the kind of check does not say."""
    message: Words | None = None
    """Where this sighting is told in other words than the rule's usual ones."""
    hint: Words | None = None
    stopped: Where | None = None
    """Where the program stopped with the error that this explains."""
    function: str = ""
    """The function of the student's in which this stands, where a rule has looked."""
    lost: float = 0.0
    """Points that it cost, where the sighting knows."""


@dataclass(frozen=True)
class Rule:
    """One misconception.

    `rank` orders diagnoses, the root cause (small) before its consequences. `find` yields what
    the evidence shows. `hides` lists codes that this one explains, which are then not said too.
    Texts name details in braces. `bad` and `good` are programs that do and do not show it; they
    are the rule's tests. `about` is the documentation that `autograder explain` prints.
    """

    code: str
    rank: int
    find: Callable[[Case], Iterable[Found]]
    message: Words
    hint: Words
    severity: Severity = "error"
    question: str = "gradient"
    """Kind of check whose question the diagnosis belongs to."""
    hides: tuple[str, ...] = ()
    assignment: str = "no_grad_cubic"
    """The assignment that the examples are graded with: an id, or a folder of the checkout."""
    traced: bool = False
    """Whether it names, for an error that ended the run, the line that brought it about."""
    general: bool = False
    """Whether it holds for any program, whatever the assignment. What the reference solution shows
    itself is then asked for, and not said of anybody."""
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """A diagnosis of one submission, before it is put into words."""

    code: str
    severity: Severity
    rank: int
    question: str | None
    message: Words
    hint: Words
    found: Found


@dataclass(frozen=True)
class Taught:
    """What a sample teaches, and the case that it is said of: the exercise's, where there are
    several."""

    case: Case
    diagnosis: Diagnosis
