"""The calls that an assignment's checks ask for, as an exam, and what a run of it gave."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from autograder import points
from autograder.calls.short import HARNESS, written
from autograder.evidence.calls import Call as Order
from autograder.evidence.calls import Called
from autograder.evidence.exam import Exam
from autograder.evidence.schema import Examining, Frame, Returned
from autograder.spec.calling import Call
from autograder.spec.calls import CALLS, DRAW
from autograder.spec.model import Assignment, Check

Answers: TypeAlias = Mapping[str, tuple[Called, ...]]
"""What calls gave, by the id of the check, one for each round."""

_EACH_S = 0.25
"""Seconds of a call that is not slow, on a busy machine."""
_IMPORTS_S = 4.0
"""Seconds for what torch imports late (`probe.late`)."""
_MOST_S = 90.0


class Orders:
    """All calls of an assignment, in the order of its checks.

    Args:
        spec: the assignment.
        source: the text of its calls.py.
        key: the secret that the hidden inputs are drawn with.
    """

    def __init__(self, spec: Assignment, source: str, key: bytes) -> None:
        self.checks = tuple(check for check in spec.checks if check.kind == "call")
        orders: list[Order] = []
        for group, check in enumerate(self.checks):
            text, path, function = _harness(check, source)
            for number in range(check.rounds):
                seed = points.call_seed(key, spec.id, check.id, number)
                orders.append(
                    Order(group, text, path, function, seed, check.wall_s, check.memory_mb)
                )
        self.exam = Exam((), calls=tuple(orders))

    @property
    def seconds(self) -> float:
        """How much longer a run may take for its calls: each check may be too slow once."""
        rounds = sum(check.rounds for check in self.checks)
        slow = sum(check.wall_s for check in self.checks)
        return min(_MOST_S, _IMPORTS_S + slow + _EACH_S * rounds)

    def answers(self, frames: Sequence[Frame], before: int) -> dict[str, tuple[Called, ...]]:
        """What the calls of a run gave, as far as they were made.

        Args:
            frames: of the run.
            before: how many rounds of tests it sat before.
        """
        found: dict[int, Called] = {}
        asked = 0
        for frame in frames:
            if isinstance(frame, Examining):
                asked += 1
            elif isinstance(frame, Returned) and asked == before + 1:
                found.setdefault(frame.number, frame.result)
        answers: dict[str, tuple[Called, ...]] = {}
        first = 0
        for check in self.checks:
            numbers = range(first, first + check.rounds)
            answers[check.id] = tuple(found[n] for n in numbers if n in found)
            first += check.rounds
        return answers

    @staticmethod
    def names(check: Check, source: str) -> tuple[str, ...]:
        """The names of the program that a check calls, as students are told of them."""
        if isinstance(check.call, Call):
            return (check.call.function,)
        text, _, function = _harness(check, source)
        return _parameters(text, function)


def _harness(check: Check, source: str) -> tuple[str, str, str]:
    """The source that holds a check's function, how tracebacks call it, and its name."""
    if isinstance(check.call, Call):
        return written(check.call), f"<check {check.id}>", HARNESS
    return source, CALLS, str(check.call)


def _parameters(text: str, function: str) -> tuple[str, ...]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            names = (one.arg for one in (*node.args.args, *node.args.kwonlyargs))
            return tuple(name for name in names if name != DRAW)
    return ()
