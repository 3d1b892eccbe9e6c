"""A test file of Otter's.

What it checks: the tests of a file in Otter's OK or exception format, run in a fork of the program
when it has ended. The share of their points that they give, by Otter's rules, is the share of the
check's.

Why it matters: tests that a course already has need not be written anew.

Example: `- {id: q1, kind: otter, tests: tests/q1.py, points: 2, title: {...}}`.

Feedback: what a public test says; of hidden ones only that they did not all pass.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.checks.outcome import Outcome, Sat
from autograder.spec.model import Check


def run(check: Check, sat: Mapping[str, Sat]) -> Outcome:
    """What the tests gave, by the id of the check."""
    found = sat.get(check.id)
    if found is None:
        return Outcome(check, "inconclusive", reason="tests_not_run")
    if found.share >= 1.0:
        return Outcome(check, "passed", 1.0)
    reason = "tests_failed" if found.told else "hidden_tests_failed"
    return Outcome(check, "failed", found.share, reason, seen=found.told)
