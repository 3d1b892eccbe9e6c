"""Runs tests of Otter's two formats in a fork of the program that they are about.

As `otter.test_files` of Otter-Grader 7 does: examples of a doctest run in a copy of the program's
names, functions get names of the program as arguments. Whether a doctest is right is not decided
here.
"""

from __future__ import annotations
import __future__

import inspect
import io
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from types import ModuleType
from typing import Any

from autograder.evidence.exam import (
    TEXT_CAP,
    CaseResult,
    Described,
    Doctests,
    Exam,
    FileResult,
    Functions,
    Shown,
)
from autograder.probe.errors import clip


class Case:
    """Otter's decorator `test_case`: keeps what it is given, and the function."""

    def __init__(
        self,
        name: str | None = None,
        points: int | float | None = None,
        hidden: bool = False,
        success_message: str | None = None,
        failure_message: str | None = None,
    ) -> None:
        self.name = name
        self.points = points
        self.hidden = hidden
        self.success_message = success_message
        self.failure_message = failure_message
        self.function: Callable[..., Any] = lambda: None

    def __call__(self, function: Callable[..., Any]) -> Case:
        """Decorate a function."""
        self.function = function
        return self


def run(
    exam: Exam,
    names: dict[str, Any],
    builtins: dict[str, Any],
    tell: Callable[[FileResult], None],
) -> None:
    """Run the files of an exam in order.

    Args:
        exam: the files.
        names: the program's global names.
        builtins: those that the tests' own code sees.
        tell: is given the result of each file as soon as it is there.
    """
    _offer_otter()
    for file in exam.files:
        if isinstance(file, Doctests):
            tell(FileResult(tuple(_doctest(file, case, names, builtins) for case in file.cases)))
        else:
            tell(_functions(file, names, builtins, exam))


def _offer_otter() -> None:
    """`from otter.test_files import test_case`, whatever the program imported under that name."""
    otter, files = ModuleType("otter"), ModuleType("otter.test_files")
    otter.test_files = files  # type: ignore[attr-defined]
    files.test_case = Case  # type: ignore[attr-defined]
    sys.modules["otter"], sys.modules["otter.test_files"] = otter, files


def _doctest(
    file: Doctests, examples: tuple[str, ...], names: dict[str, Any], builtins: dict[str, Any]
) -> CaseResult:
    own = dict(names)
    own["__builtins__"] = builtins
    flags = 0
    for feature in __future__.all_feature_names:
        if own.get(feature) is getattr(__future__, feature):
            flags |= getattr(__future__, feature).compiler_flag
    shown = tuple(
        _example(source, f"<doctest {file.name}[{number}]>", flags, own)
        for number, source in enumerate(examples)
    )
    return CaseResult(passed=False, shown=shown)


def _example(source: str, filename: str, flags: int, own: dict[str, Any]) -> Shown:
    printed = io.StringIO()
    error = ""
    sys.displayhook = sys.__displayhook__
    with redirect_stdout(printed), redirect_stderr(io.StringIO()):
        try:
            exec(compile(source, filename, "single", flags, True), own)  # noqa: S102
        except KeyboardInterrupt:
            error = "KeyboardInterrupt\n"
        except BaseException as problem:
            error = _last_line(problem)
    return Shown(clip(printed.getvalue(), TEXT_CAP), clip(error, TEXT_CAP))


def _last_line(problem: BaseException) -> str:
    """As `doctest.DocTestRunner` has it: without the place of a syntax error."""
    try:
        lines = traceback.format_exception_only(type(problem), problem)
    except BaseException:
        return f"{type(problem).__name__}\n"
    kind = type(problem)
    if issubclass(kind, SyntaxError):
        starts = (f"{kind.__qualname__}:", f"{kind.__module__}.{kind.__qualname__}:")
        at = next((n for n, line in enumerate(lines) if line.startswith(starts)), 0)
        lines = lines[at:]
    return "".join(lines)


def _functions(
    file: Functions, names: dict[str, Any], builtins: dict[str, Any], exam: Exam
) -> FileResult:
    own: dict[str, Any] = {"__builtins__": builtins}
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            exec(compile(file.source, file.path, "exec", dont_inherit=True), own)  # noqa: S102
        if exam.describe:
            return _described(own)
        cases = [value for value in own.values() if isinstance(value, Case)]
    except BaseException as problem:
        told = exam.tell or exam.describe
        what = f"{type(problem).__name__}: {_text(problem)}" if told else "not loaded"
        return FileResult(error=clip(what, TEXT_CAP))
    return FileResult(tuple(_call(file, case, names, tell=exam.tell) for case in cases))


def _described(own: dict[str, Any]) -> FileResult:
    if "name" not in own:
        return FileResult(error="it does not define `name`")
    name = str(own["name"])
    cases = [value for value in own.values() if isinstance(value, Case)]
    told = []
    for number, case in enumerate(cases, start=1):
        code = getattr(case.function, "__code__", None)
        told.append(
            Described(
                name=str(case.name) if case.name is not None else f"{name} - {number}",
                hidden=bool(case.hidden),
                points=case.points,
                success=_words(case.success_message),
                failure=_words(case.failure_message),
                function=getattr(case.function, "__name__", ""),
                line=getattr(code, "co_firstlineno", 0),
            )
        )
    return FileResult(
        name=name,
        points=own.get("points"),
        all_or_nothing=bool(own.get("all_or_nothing", False)),
        described=tuple(told),
    )


def _words(text: object) -> str | None:
    return None if text is None else str(text)


def _call(file: Functions, case: Case, names: dict[str, Any], *, tell: bool) -> CaseResult:
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            wanted = list(inspect.signature(case.function).parameters)
            case.function(**{name: names if name == "env" else names.get(name) for name in wanted})
    except BaseException as problem:
        return CaseResult(passed=False, message=_told(file, problem) if tell else "")
    return CaseResult(passed=True)


def _told(file: Functions, problem: BaseException) -> str:
    """The line of the test that raised, and what, as Otter shows it."""
    line = 0
    frame = problem.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == file.path:
            line = frame.tb_lineno
            break
        frame = frame.tb_next
    lines = file.source.split("\n")
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    what = f"{type(problem).__name__}: {_text(problem)}"
    return clip(f"{source.strip()}\n{what}" if source.strip() else what, TEXT_CAP)


def _text(problem: BaseException) -> str:
    try:
        return str(problem)
    except BaseException:  # A program's own __str__ may raise anything.
        return ""
