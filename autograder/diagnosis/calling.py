"""What the rules on calls of students' functions share: which calls failed, and the one cause.

Of each check one thing is told, the first in the order in which a person would mend it; the rest
stands in the check itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.calls.model import CallVerdict, KeyVerdict
from autograder.checks.case import Case
from autograder.diagnosis.model import Detail, Diagnosis, Found
from autograder.feedback.calls import title_of
from autograder.spec.model import Check, Words
from autograder.torch_messages import kind_of

_GRADIENT = re.compile(r"(?<!requires_)(?<!require_)grad", re.IGNORECASE)
_NO_GRAPH = "does not require grad"
_REFUSED = frozenset(
    (
        *("function_gradients", "function_legacy", "function_save", "seed_shape"),
        *("inplace_modified", "second_backward", "leaf_inplace", "view_inplace"),
    )
)
"""Kinds of errors that autograd raises over what the student's function did, not over the kind of
its result, whoever asks for the gradient."""
_DEVICES = re.compile(r"(?:expected|same) device\b")
_FAULTS = {
    "none": "function_returns_nothing",
    "structure": "function_wrong_structure",
    "shape": "function_wrong_shape",
    "dtype": "function_wrong_dtype",
    "device": "function_wrong_device",
    "tracking": "function_breaks_graph",
    "value": "function_wrong_value",
}
_ORDER = tuple(_FAULTS)
_WITHOUT_RESULT = frozenset(
    (
        *("function_missing", "function_stopped", "function_too_slow"),
        *("function_raises", "function_returns_nothing", "function_wrong_structure"),
    )
)
_BRING_GRADIENT = frozenset(
    ("function_wrong_value", "function_wrong_shape", "function_breaks_graph")
)
FIRST = 50
"""The rank of all that is said of calls: their order is that of `in_order`."""
SOME_KEYS = 3
"""Results that are named in one sentence."""
_OF_CALLING = re.compile(r"\(\) (?:missing|takes|got)\b|^type object ")
"""Messages of Python's about how something was called rather than about what it gave."""


@dataclass(frozen=True)
class Failure:
    """A check whose calls went wrong, and why: a code, and the key that shows it, if one does."""

    check: Check
    question: str
    verdict: CallVerdict
    code: str
    key: KeyVerdict | None = None
    keys: tuple[Words, ...] = ()
    """What is wrong in this way, as the assignment titles it, in its order."""
    lost: float = 0.0
    """Points that this cause cost, in all checks together."""


def failures(case: Case) -> Iterator[Failure]:
    """Every check on calls that failed, each cause of a function once."""
    found: dict[tuple[str, tuple[str, ...]], Failure] = {}
    questions = case.spec.question_by_check
    for check in case.spec.checks:
        verdict = case.called.get(check.id) if check.kind == "call" else None
        if verdict is None or verdict.share >= 1.0:
            continue
        code, key = _cause(verdict, tuple(check.titles))
        alike = _alike(verdict, check, key)
        lost = check.points * (1.0 - verdict.share)
        first = found.get((code, verdict.names))
        found[code, verdict.names] = (
            Failure(check, questions[check.id], verdict, code, key, alike, lost)
            if first is None
            else replace(first, lost=first.lost + lost)
        )
    yield from found.values()


def sightings(case: Case, code: str, **more: Detail) -> Iterator[Found]:
    """The failures of this code; texts may name `name`, `key`, `got`, `wanted`, `code`, `error`."""
    for failure in failures(case):
        if failure.code == code:
            yield sighting(failure, **more)


def sighting(failure: Failure, **more: Detail) -> Found:
    """A failure as a rule tells it."""
    verdict, key = failure.verdict, failure.key
    details: dict[str, Detail] = {
        "name": verdict.name,
        "code": verdict.code,
        "error": ": ".join(filter(None, (verdict.type, verdict.message))),
    }
    if key is not None:
        details |= {
            "key": Words(
                zh="、".join(words.zh.strip() for words in failure.keys),
                en=", ".join(words.en for words in failure.keys),
            ),
            "got": key.got,
            "wanted": key.wanted,
        }
    return Found(verdict.where, details | more, question=failure.question, lost=failure.lost)


def in_order(found: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Diagnoses of calls, what cost most first, and of each function the cause before its effect:
    what gives no result at all, and a wrong value before the wrong gradient that it brings."""
    by_function: dict[object, list[Diagnosis]] = defaultdict(list)
    for item in found:
        by_function[item.found.details.get("name")].append(item)
    groups = sorted(by_function.values(), key=lambda group: -sum(one.found.lost for one in group))
    ordered = [item for group in groups for item in sorted(group, key=_within(group))]
    return tuple(replace(item, rank=FIRST) for item in ordered)


def _within(group: Sequence[Diagnosis]) -> Callable[[Diagnosis], tuple[int, float, int]]:
    brings = any(item.code in _BRING_GRADIENT for item in group)

    def place(item: Diagnosis) -> tuple[int, float, int]:
        effect = brings and item.code == "function_wrong_gradient"
        stage = 0 if item.code in _WITHOUT_RESULT else 2 if effect else 1
        return stage, -item.found.lost, item.rank

    return place


def _alike(verdict: CallVerdict, check: Check, key: KeyVerdict | None) -> tuple[Words, ...]:
    """What is wrong in the same way as `key`, that first."""
    if key is None:
        return ()
    order = {name: place for place, name in enumerate(check.titles)}
    same = [
        one
        for one in verdict.faults
        if one.fault == key.fault
        and _is_gradient(one) == _is_gradient(key)
        and (one.got, one.wanted) == (key.got, key.wanted)
    ]
    same.sort(key=lambda one: (one is not key, order.get(one.key, len(order)), one.key))
    return tuple(title_of(check, one.key) for one in same[:SOME_KEYS])


def _cause(verdict: CallVerdict, order: tuple[str, ...]) -> tuple[str, KeyVerdict | None]:
    if verdict.how == "missing" or (verdict.plain and verdict.how == "raised"):
        return "function_missing", None
    if verdict.how == "too_slow":
        return "function_too_slow", None
    if verdict.how == "raised":
        return _of_error(verdict), None
    if verdict.how != "returned":
        return "function_stopped", None
    # A wrong value brings a wrong gradient with it, and never the other way round.
    faults = sorted(
        verdict.faults,
        key=lambda key: (
            *(_is_gradient(key), _ORDER.index(key.fault)),
            *(order.index(key.key) if key.key in order else len(order), key.key),
        ),
    )
    first = faults[0]
    if _is_gradient(first):
        code = {"none": "function_breaks_graph", "value": "function_wrong_gradient"}
        return code.get(first.fault, _FAULTS[first.fault]), first
    return _FAULTS[first.fault], first


def _of_error(verdict: CallVerdict) -> str:
    """An error in what the test did with a result says something of the result."""
    if not verdict.harness or verdict.explicit or _OF_CALLING.search(verdict.message):
        return "function_raises"
    if kind_of(verdict.message) in _REFUSED:
        return "function_raises"
    if _NO_GRAPH in verdict.message:
        return "function_breaks_graph"
    if _DEVICES.search(verdict.message):
        return "function_wrong_device"
    if "NoneType" in verdict.message:
        return "function_returns_nothing"
    return "function_wrong_structure"


def _is_gradient(key: KeyVerdict) -> bool:
    return _GRADIENT.search(key.key) is not None
