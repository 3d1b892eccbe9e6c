"""One real grader with a real sandbox for all tests of a process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from autograder.pipeline import Grader
from autograder.report.model import Report
from autograder.spec.load import LoadedAssignment, load
from tests.support import Grade, submission

# How long an example takes says nothing on a shared machine, and a run of CI is to be repeatable.
settings.register_profile(
    "ours",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("ours")


ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def assignment() -> LoadedAssignment:
    """The first homework, with limits that keep endless programs short."""
    loaded = load("no_grad_cubic")
    limits = loaded.spec.limits.model_copy(update={"wall_s": 12.0, "cpu_s": 8.0})
    return replace(loaded, spec=loaded.spec.model_copy(update={"limits": limits}))


@pytest.fixture(scope="session")
def grader(assignment: LoadedAssignment) -> Iterator[Grader]:
    """An open grader."""
    with Grader(assignment) as opened:
        yield opened


@pytest.fixture(scope="session")
def grade(grader: Grader) -> Grade:
    """Grade one file's text (and others beside it)."""

    def one(source: str, name: str = "hw.py", **others: str) -> Report:
        return grader.grade(submission({name: source, **others}))

    return one


@pytest.fixture(scope="session")
def grade_with(grade: Grade) -> Iterator[Callable[[str], Grade]]:
    """Grade one file's text with an assignment, given as `Rule.assignment` names it."""
    with ExitStack() as stack:

        @cache
        def of(name: str) -> Grade:
            if name == "no_grad_cubic":
                return grade
            loaded = load(str(ROOT / name) if "/" in name else name)
            grader = stack.enter_context(Grader(loaded))
            return lambda source: grader.grade(submission({"hw.py": source}))

        yield of
