"""Test files of Otter: read as data, never run here.

Two formats (https://otter-grader.readthedocs.io, "Test Files"). OK: a dictionary `test`, read with
`ast.literal_eval`, whose cases are doctests. Exception: functions with the decorator `test_case`;
what their decorators say may be computed, so a file is asked inside a sandbox where nothing else
runs (`describe`). Notebooks hold the same under `metadata.otter.tests`.
"""

from __future__ import annotations

import ast
import doctest
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from autograder import syntax
from autograder.errors import UsageError
from autograder.evidence.exam import (
    CaseResult,
    Doctests,
    Exam,
    FileResult,
    Functions,
    Shown,
    TestFile,
)
from autograder.otter.points import Case, PointsError, resolved
from autograder.otter.pruning import without


@dataclass(frozen=True)
class QuestionTests:
    """One test file: its cases with their points, and how it is run.

    `whole` is sent for the score, `public` for the messages of public cases, which are those at
    `shown` (None where they cannot be run without the hidden ones). `examples` are what a doctest
    is compared with.
    """

    name: str
    path: str
    cases: tuple[Case, ...]
    all_or_nothing: bool
    whole: TestFile
    public: TestFile | None
    shown: tuple[int, ...]
    examples: tuple[tuple[doctest.Example, ...], ...] = ()

    def passed(self, result: FileResult | None) -> tuple[bool, ...]:
        """Which cases a result of `whole` says passed; none where there is no result."""
        return self._passed(result, range(len(self.cases)))

    def _passed(self, result: FileResult | None, numbers: Sequence[int]) -> tuple[bool, ...]:
        if result is None or len(result.cases) != len(numbers):
            return (False,) * len(numbers)
        pairs = zip(numbers, result.cases, strict=True)
        return tuple(self._right(number, case) for number, case in pairs)

    def _right(self, number: int, case: CaseResult) -> bool:
        if not self.examples:
            return case.passed
        wanted = self.examples[number]
        return len(case.shown) == len(wanted) and all(map(agrees, wanted, case.shown))

    def messages(self, result: FileResult | None) -> dict[int, str]:
        """What a student may be told of each public case that failed in a result of `public`."""
        if result is None or len(result.cases) != len(self.shown):
            return {}
        good = self._passed(result, self.shown)
        told: dict[int, str] = {}
        for number, case, right in zip(self.shown, result.cases, good, strict=True):
            if right:
                continue
            if not self.examples:
                told[number] = case.message
            else:
                pairs = zip(self.examples[number], case.shown, strict=False)
                told[number] = "\n".join(
                    _difference(one, seen) for one, seen in pairs if not agrees(one, seen)
                )
        return told


Describe = Callable[[Exam], FileResult | None]
"""Runs an exam of one file where nothing else runs."""


def read(path: str, source: str, describe: Describe) -> QuestionTests:
    """Read a test file.

    Raises:
        UsageError: it is in neither format, or broken; a sentence that names the file.
    """
    try:
        tree = syntax.parse(source, path)
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{path} is no Python: {error}") from None
    values = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    flag = values.get("OK_FORMAT")
    if isinstance(flag, ast.Constant) and flag.value is False:
        return of_functions(path, source, describe)
    if "test" not in values:
        raise UsageError(
            f"{path} is no test file of Otter: it sets neither OK_FORMAT to False nor `test`"
        )
    try:
        test = ast.literal_eval(values["test"])
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise UsageError(
            f"{path}: `test` must be written out as a literal; it is read, not run"
        ) from None
    return of_dictionary(path, test)


def from_notebook(path: str, text: str, question: str, describe: Describe) -> QuestionTests:
    """Read the tests that a notebook holds for a question.

    Raises:
        UsageError: it holds none, or they are broken.
    """
    try:
        config = json.loads(text)["metadata"]["otter"]
        test = config["tests"][question]
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{path} holds no tests for {question!r} in its metadata") from None
    if isinstance(test, str):
        return of_functions(f"{path}#{question}", test, describe)
    return of_dictionary(f"{path}#{question}", test)


def of_dictionary(path: str, test: Any) -> QuestionTests:
    """The tests in a dictionary in the OK format.

    Raises:
        UsageError: a part that Otter needs is missing or of the wrong kind.
    """
    try:
        name = str(test["name"])
        (suite,) = test["suites"]
        found = list(suite["cases"])
        if suite.get("type", "doctest") != "doctest" or suite.get("setup") or suite.get("teardown"):
            raise UsageError(f"{path}: only doctests without setup and teardown are tests of Otter")
        cases = tuple(
            Case(
                str(case.get("name", f"{name} - {number}")),
                bool(case.get("hidden", True)),
                case.get("points"),
                case.get("success_message"),
                case.get("failure_message"),
            )
            for number, case in enumerate(found, start=1)
        )
        examples = tuple(_examples(str(case["code"]), name) for case in found)
        cases = resolved(test.get("points"), cases)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: a part of the tests is missing or wrong: {error}") from None
    except (PointsError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from None
    sources = tuple(tuple(one.source for one in case) for case in examples)
    shown = tuple(number for number, case in enumerate(cases) if not case.hidden)
    return QuestionTests(
        name=name,
        path=path,
        cases=cases,
        all_or_nothing=bool(test.get("all_or_nothing", False)),
        whole=Doctests(name, sources),
        public=Doctests(name, tuple(sources[number] for number in shown)),
        shown=shown,
        examples=examples,
    )


def of_functions(path: str, source: str, describe: Describe) -> QuestionTests:
    """The tests in a file of functions.

    Raises:
        UsageError: it does not run by itself, or its points are impossible.
    """
    whole = Functions("", path, source)
    told = describe(Exam((whole,), describe=True))
    if told is None or told.error:
        reason = told.error if told is not None else "it ended the process that read it"
        raise UsageError(f"{path} cannot be used: {reason}")
    cases = tuple(
        Case(case.name, case.hidden, case.points, case.success, case.failure)
        for case in told.described
    )
    try:
        cases = resolved(told.points, cases)
    except PointsError as error:
        raise UsageError(f"{path}: {error}") from None
    whole = replace_name(whole, told.name)
    shown = tuple(number for number, case in enumerate(cases) if not case.hidden)
    hidden = [case for case in told.described if case.hidden]
    pruned = without(source, [(case.function, case.line) for case in hidden])
    public = None if pruned is None else Functions(told.name, path, pruned)
    if public is not None and hidden:
        # Only what was left out may be missing: else messages would go to the wrong cases.
        again = describe(Exam((public,), describe=True))
        left = [case.function for case in told.described if not case.hidden]
        if again is None or [case.function for case in again.described] != left:
            public = None
    return QuestionTests(told.name, path, cases, told.all_or_nothing, whole, public, shown)


def replace_name(file: Functions, name: str) -> Functions:
    """The same file under the name that it gives itself."""
    return Functions(name, file.path, file.source)


def _examples(code: str, name: str) -> tuple[doctest.Example, ...]:
    parsed = doctest.DocTestParser().parse(dedent(code), name)
    return tuple(
        one
        for one in parsed
        if isinstance(one, doctest.Example) and not one.options.get(doctest.SKIP)
    )


_checker = doctest.OutputChecker()


def agrees(example: doctest.Example, shown: Shown) -> bool:
    """Whether what an example showed is what it wants, by the rules of `doctest`."""
    options = sum(flag for flag, on in example.options.items() if on)
    if not shown.error:
        return _checker.check_output(example.want, shown.printed, options)
    if example.exc_msg is None:
        return False
    if _checker.check_output(example.exc_msg, shown.error, options):
        return True
    if not options & doctest.IGNORE_EXCEPTION_DETAIL:
        return False
    return _checker.check_output(_kind(example.exc_msg), _kind(shown.error), options)


def _kind(message: str) -> str:
    """The name of an exception alone (`doctest.IGNORE_EXCEPTION_DETAIL`)."""
    head = message.split("\n", 1)[0].partition(":")[0]
    return head.rpartition(".")[2]


def _difference(example: doctest.Example, shown: Shown) -> str:
    lines = ["    " + line for line in example.source.rstrip("\n").split("\n")]
    if shown.error and example.exc_msg is None:
        return "\n".join([*lines, shown.error.rstrip("\n")])
    wanted = example.want.rstrip("\n") or "(nothing)"
    got = (shown.error or shown.printed).rstrip("\n") or "(nothing)"
    return "\n".join([*lines, f"Expected: {wanted}", f"Got: {got}"])
