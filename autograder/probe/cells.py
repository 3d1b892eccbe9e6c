"""Notebook cells, run by IPython.

IPython gives the syntax, the magics, the display of values and `In`, `Out` and `_`. The loop over
a cell's statements is ours: it compiles them under a name that `Sites` knows, tells the recorder
after each, and makes frames of errors and values. The shell is built once, before the fork.
"""

# mypy: disable-error-code="no-untyped-call"
# Much of IPython's shell carries no types.

from __future__ import annotations

import ast
import sys
from functools import partial
from types import ModuleType
from typing import Any, cast

import torch
from IPython.core.async_helpers import get_asyncio_loop
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult

from autograder.probe.display import Display
from autograder.probe.errors import clean
from autograder.probe.scripts import remember, singles
from autograder.probe.session import Session
from autograder.probe.shell import COROUTINE, QuietShell, blank_lines
from autograder.probe.standins import missing_package

_COMPILE_ERRORS = (SyntaxError, ValueError, TypeError, OverflowError, RecursionError, MemoryError)
_RESULT_CAP = 16 * 1024


class Shell(QuietShell):
    """Runs the cells of one job; `attach` gives it the job."""

    def __init__(self) -> None:
        self._filename = ""
        super().__init__()

    def attach(self, session: Session, module: ModuleType) -> None:
        """Serve this job, with `module` for its names, from now on."""
        super().attach(session, module)
        self._display().show = self._show

    def run_unit(self, source: str, filename: str) -> None:
        """Run one cell of the notebook; errors and output become frames."""
        self._filename = filename
        remember(filename, source)
        self.shift = blank_lines(source)
        self.session.sites.register(filename, self.session.unit, self.shift)
        result = self._run(source, filename, store=True)
        # It leads to frames that lead to it, and in such a circle a cell's tensors would live on.
        result.error_in_exec = None

    def run_body(self, source: str) -> None:
        """Run the body of a cell magic as if it were the cell."""
        self.run_cell(source)

    def run_cell(self, raw_cell: str, *_: Any, **__: Any) -> ExecutionResult:
        """Run code given to the shell: the body of a cell magic, or a program's own call."""
        if self.body is None or self.body[0] != raw_cell or not self._filename:
            return self._run(raw_cell, "<run_cell>", store=False)
        outer, self.shift = self.shift, self.body[1] + blank_lines(raw_cell)
        filename = f"{self._filename}+{self.shift}"
        self.session.sites.register(filename, self.session.unit, self.shift)
        try:
            return self._run(raw_cell, filename, store=False)
        finally:
            self.shift = outer

    def _run(self, raw: str, filename: str, *, store: bool) -> ExecutionResult:
        info = ExecutionInfo(raw, store, False, True, None)
        result = ExecutionResult(info)
        if not raw.strip():
            return result
        self.events.trigger("pre_execute")
        self.events.trigger("pre_run_cell", info)
        result.execution_count = self.execution_count
        hook = sys.displayhook
        if store:
            self._display().number = self.execution_count
            self.execution_count += 1
            sys.displayhook = self._display()
        try:
            with self.builtin_trap:
                self._statements(raw, filename, result, store)
        finally:
            if store:
                sys.displayhook = hook
        self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", result)
        return result

    def _statements(self, raw: str, filename: str, result: ExecutionResult, store: bool) -> None:
        session = self.session
        ours = session.sites.knows(filename)
        shift = self.shift if ours else 0
        try:
            lines = raw.splitlines(keepends=True)
            text = "".join(lines[blank_lines(raw) :])
            source = session.once((filename, raw), lambda: self.transform_cell(text))
            if store and self.history_manager is not None:
                self.history_manager.store_inputs(result.execution_count, source, raw)
            body = session.once(
                (filename, raw, "tree"),
                lambda: self.transform_ast(ast.parse(source, filename)).body,
            )
        except _COMPILE_ERRORS as error:
            result.error_before_exec = error
            line = (getattr(error, "lineno", 0) or 1) + shift if ours else None
            session.fail(error, syntax=ours, line=line)
            return
        silenced = _silenced(source)
        statements = (single for whole in body for single in singles(whole))
        for number, statement in enumerate(statements):
            if ours:
                session.line = statement.lineno + shift
            self._display().silenced = silenced
            shown = isinstance(statement, ast.Expr) and statement is body[-1]
            self._display().exec_result = result
            mode = "single" if shown else "exec"
            try:
                code = session.once(
                    (filename, raw, number),
                    partial(self.compile_statement, statement, filename, mode),
                )
            except _COMPILE_ERRORS as error:
                result.error_before_exec = error
                session.fail(error, syntax=ours)
                return
            try:
                value = eval(code, self.user_ns)  # noqa: S307 - the student's code, on purpose
                if code.co_flags & COROUTINE:
                    get_asyncio_loop().run_until_complete(value)
            except BaseException as error:
                package = missing_package(error, statement)
                if package is None:
                    result.error_in_exec = error
                    session.fail(error)
                    return
                session.skip("module", package)
            finally:
                self._display().exec_result = None
                session.done(session.line, self.user_ns)

    def _show(self, text: str) -> None:
        session = self.session
        session.flush()
        text = clean(text) + "\n"
        size = len(text)
        if size > _RESULT_CAP:
            text = text[:_RESULT_CAP] + f"… [{size - _RESULT_CAP} more characters]\n"
        session.write("result", text, session.place(sys._getframe(1)), size)

    def _display(self) -> Display:
        return cast("Display", self.displayhook)


_prepared: list[Shell] = []


def prepare() -> Shell:
    """The shell, built when first asked for; leaves nothing that a script could see."""
    if not _prepared:
        shell = Shell.instance()
        Shell.clear_instance()
        # The first use of these costs milliseconds, which every child would pay.
        shell.transform_cell("%matplotlib inline\n!ls\nx = 1\nx?\n")
        shell.transform_cell("x")
        if shell.display_formatter is not None:
            shell.display_formatter.format(torch.zeros(1))
        _prepared.append(shell)
    return _prepared[0]


def _silenced(source: str) -> bool:
    """Whether a semicolon, perhaps before a comment, ends the code."""
    if ";" not in source:
        return False
    try:
        return bool(DisplayHook.semicolon_at_end_of_expression(source))
    except Exception:  # The tokenizer's errors differ between versions of Python.
        return False
