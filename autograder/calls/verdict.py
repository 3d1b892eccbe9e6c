"""From what calls gave, and what they gave on the reference, to one verdict for each check."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograder.calls.compare import compare, keyed
from autograder.calls.model import CallVerdict, KeyVerdict
from autograder.checks.case import ProgramRuns
from autograder.evidence.calls import Array, Called, Cut, Entries, Items, Thing, Tree
from autograder.evidence.site import Site
from autograder.spec.model import Check

_DIGITS = 3
"""Significant digits that two programs must share to behave alike."""


def judge(
    check: Check,
    names: tuple[str, ...],
    wanted: Sequence[Called],
    got: Sequence[Called],
    program: ProgramRuns,
) -> CallVerdict | None:
    """What the calls of one check show; None where not all of them were made.

    Args:
        check: the check.
        names: the functions and classes that it calls.
        wanted: what the reference gave, round by round.
        got: what the program gave.
        program: whose lines are told.
    """
    failed = next((one for one in got if one.how != "returned"), None)
    if failed is None and len(got) < len(wanted):
        return None
    verdict = CallVerdict(names, "returned" if failed is None else failed.how, 0.0)
    verdict = _compared(verdict, check, wanted, got)
    verdict = _located(verdict, failed or got[0], program)
    # What the reference calls by name may be a tensor there as well.
    known = set(wanted[0].plain) if wanted else set()
    plain = tuple(name for name in (failed or got[0]).plain if name not in known)
    verdict = replace(verdict, plain=plain)
    return replace(verdict, behaviour=_behaviour(verdict, got))


def _compared(
    verdict: CallVerdict, check: Check, wanted: Sequence[Called], got: Sequence[Called]
) -> CallVerdict:
    """A key counts as right when it is right in all rounds."""
    found: dict[str, KeyVerdict] = {}
    lost: set[str] = set()
    for number, ours in enumerate(wanted):
        theirs = got[number] if number < len(got) else None
        expected = keyed(ours.tree)
        if theirs is None or theirs.how != "returned":
            lost |= expected.keys()
            continue
        seen = keyed(theirs.tree)
        for key, tree in expected.items():
            if not found.get(key, KeyVerdict(key)).fault:
                found[key] = compare(key, tree, seen.get(key), check)
    keys = {key for ours in wanted for key in keyed(ours.tree)}
    right = sum(not found[key].fault for key in keys - lost if key in found)
    ordered = tuple(found[key] for key in _in_order(wanted) if key in found)
    return replace(verdict, keys=ordered, share=right / len(keys) if keys else 0.0)


def _in_order(wanted: Sequence[Called]) -> list[str]:
    return list(dict.fromkeys(key for ours in wanted for key in keyed(ours.tree)))


def _located(verdict: CallVerdict, called: Called, program: ProgramRuns) -> CallVerdict:
    site = _place(verdict, called, program)
    problem = called.problem
    if problem is not None:
        site = problem.stack[-1] if problem.stack else site
        verdict = replace(
            verdict,
            type=problem.type,
            message=problem.message,
            explicit=problem.explicit,
            harness=not problem.stack,
        )
    return replace(
        verdict,
        missing=called.missing,
        detail=called.detail,
        where=program.where(site),
        code=program.line(site),
    )


def _place(verdict: CallVerdict, called: Called, program: ProgramRuns) -> Site | None:
    """The line that defines what is called: the one nearest to where its code begins, which is at a
    decorator or, of a class, at its first method."""
    for name in (name.partition(".")[0] for name in verdict.names):
        site = called.places.get(name)
        if site is None:
            continue
        cell = program.cell(site.unit)
        lines = [] if cell is None else cell.source.split("\n")
        pattern = re.compile(rf"\s*(?:async\s+)?(?:def|class)\s+{re.escape(name)}\b")
        found = [number for number, line in enumerate(lines, 1) if pattern.match(line)]
        line = min(found, key=lambda number: abs(number - site.line), default=site.line)
        return Site(site.unit, line)
    return None


def _behaviour(verdict: CallVerdict, got: Sequence[Called]) -> str:
    """What two programs share exactly when they get the same things wrong in the same way."""
    if verdict.how != "returned":
        words = " ".join(verdict.message.split()[:6])
        return f"{verdict.how} {verdict.type} {words}".strip()
    if not verdict.faults:
        return "right"
    told = []
    for key in verdict.keys:
        if not key.fault:
            told.append(f"{key.key} right")
            continue
        text = "|".join(_text(keyed(one.tree).get(key.key)) for one in got)
        digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
        told.append(f"{key.key} {key.fault} {digest}")
    return ", ".join(told)


def _text(tree: Tree) -> str:
    return "".join(_tokens(tree))


def _tokens(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Array):
        yield f"{tree.kind}{tree.shape}{tree.dtype}{tree.device}{tree.requires_grad}"
        yield "?" if tree.values is None else ",".join(map(_rounded, tree.values))
    elif isinstance(tree, Items):
        for item in tree.items:
            yield "["
            yield from _tokens(item)
    elif isinstance(tree, Entries):
        for key, item in tree.entries:
            yield f"{{{key}:"
            yield from _tokens(item)
    elif isinstance(tree, Thing | Cut):
        yield repr(tree)
    elif isinstance(tree, int | float) and not isinstance(tree, bool):
        yield _rounded(tree)
    else:
        yield repr(tree)


def _rounded(value: float) -> str:
    return "0" if value == 0 else f"{float(value):.{_DIGITS}g}"
