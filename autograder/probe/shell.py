"""An IPython shell without terminal, history file, profile, screen or operating system.

Magics work; lines for another program, and magics for a person at a terminal, become notes.
"""

# mypy: disable-error-code="no-untyped-call"
# Much of IPython's shell carries no types.

from __future__ import annotations

import ast
import atexit
import builtins
import sys
import tempfile
import time
import warnings
from _sitebuiltins import Quitter
from abc import abstractmethod
from collections.abc import Callable
from types import ModuleType
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from IPython.utils.text import SList
from traitlets.config import Config

from autograder.probe import magics
from autograder.probe.display import Display, Publisher
from autograder.probe.scripts import future_flags
from autograder.probe.session import Session

COROUTINE = 0x80
"""Code flag of a statement that awaits (inspect.CO_COROUTINE)."""


class _Transformers(TransformerManager):
    """IPython's way from a cell to Python, without its tokenizer where the cell is Python already.

    None of its own token transformers finds anything in what Python can parse: each looks for
    `?`, `!`, `%` or another escape where Python allows none.
    """

    def __init__(self) -> None:
        super().__init__()
        self._own = list(self.token_transformers)

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """The lines as Python."""
        if self.token_transformers == self._own and _parses("".join(lines)):
            return lines
        return super().do_token_transforms(lines)  # type: ignore[no-any-return]


def _parses(source: str) -> bool:
    with warnings.catch_warnings():
        # They come again when the cell is compiled.
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


class QuietShell(InteractiveShell):
    """The shell's surroundings and magics; how code runs is for the subclass to say."""

    def __init__(self) -> None:
        self.job: Session | None = None
        self.body: tuple[str, int] | None = None
        self.shift = 0
        self._flags = 0
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        before = set(vars(builtins))
        # IPython before version 9 insists on a folder, though nothing is to be kept in it.
        with tempfile.TemporaryDirectory() as folder:
            super().__init__(
                ipython_dir=folder,
                profile_dir=ProfileDir(location=folder),
                config=config,
                displayhook_class=Display,
                display_pub_class=Publisher,
            )
        self.input_transformer_manager = _Transformers()
        self.db: Any = {}
        self._own_names: frozenset[str] = frozenset(self.user_ns_hidden)
        atexit.unregister(self.atexit_operations)
        # Scripts must not see that there is a shell.
        self._names = {name: value for name, value in vars(builtins).items() if name not in before}
        for name in self._names:
            delattr(builtins, name)

    def init_virtualenv(self) -> None:
        """Leave sys.path alone."""

    def init_sys_modules(self) -> None:
        """Leave `__main__` alone until a job comes."""

    def init_prompts(self) -> None:
        """Set no sys.ps1, which says that Python is interactive."""

    def enable_gui(self, gui: object = None) -> None:
        """Nothing: there is no screen."""

    def attach(self, session: Session, module: ModuleType) -> None:
        """Serve this job, with `module` for its names, from now on."""
        self.job = session
        self._forget()
        self.user_module = module
        self.user_ns = module.__dict__
        self.ns_table = {
            "user_global": self.user_ns,
            "user_local": self.user_ns,
            "builtin": vars(builtins),
        }
        self.init_user_ns()
        # IPython's own `open`, `exit` and `quit` are made for a person at a terminal.
        self.user_ns.pop("open", None)
        self.user_ns.update({name: Quitter(name, "Ctrl-D") for name in ("exit", "quit")})
        self.user_ns_hidden.update({name: self.user_ns.get(name) for name in self.user_ns_hidden})
        self.user_ns.update({"_": "", "__": "", "___": ""})
        vars(builtins).update(self._names)
        for shell in type(self)._walk_mro():
            setattr(shell, "_instance", self)  # noqa: B010 - declared as None only

    def _forget(self) -> None:
        """Know nothing of cells that ran before."""
        self.execution_count = 1
        self._flags = 0
        self.body, self.shift = None, 0
        self.last_execution_succeeded, self.last_execution_result = True, None
        hook = self.displayhook
        hook._, hook.__, hook.___ = "", "", ""
        for name in self.user_ns_hidden.keys() - self._own_names:
            del self.user_ns_hidden[name]
        history = self.history_manager
        if history is not None:
            for name in ("output_hist", "outputs", "exceptions"):
                getattr(history, name, {}).clear()
            history.input_hist_parsed[:] = history.input_hist_raw[:] = [""]
            history._i00 = history._i = history._ii = history._iii = ""

    @property
    def session(self) -> Session:
        """The job at hand.

        Raises:
            RuntimeError: nothing is attached.
        """
        if self.job is None:
            raise RuntimeError("the shell has no job: call attach() first")
        return self.job

    @abstractmethod
    def run_body(self, source: str) -> None:
        """Run the body of a cell magic as if it were the cell."""

    def transform_script(self, source: str) -> str:
        """A script with IPython's own syntax turned into Python, line for line."""
        blank = blank_lines(source)
        rest = "".join(source.splitlines(keepends=True)[blank:])
        try:
            return "\n" * blank + str(self.input_transformer_manager.transform_cell(rest))
        except SyntaxError:
            return source

    def compile_statement(self, statement: ast.stmt, filename: str, mode: str) -> Any:
        """Compile one statement: "exec", "single" to display its value, "eval" to get it."""
        tree: ast.Module | ast.Interactive | ast.Expression = ast.Module([statement], [])
        if mode == "single":
            tree = ast.Interactive([statement])
        elif mode == "eval" and isinstance(statement, ast.Expr):
            tree = ast.Expression(statement.value)
        else:
            mode = "exec"
        flags = self._flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile(tree, filename, mode, flags, dont_inherit=True)
        self._flags |= future_flags(code)
        return code

    def showtraceback(self, exc_tuple: Any = None, *_: object, **__: object) -> None:
        """Report an error that IPython caught (in `%run`, a `__repr__`, a callback)."""
        error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
        if isinstance(error, BaseException):
            self.session.fail(error)

    def showsyntaxerror(self, *_: object, **__: object) -> None:
        """Report a syntax error in a file that IPython ran."""
        self.showtraceback()

    def showindentationerror(self) -> None:
        """Report a wrong indentation."""
        self.showtraceback()

    def system(self, cmd: str) -> None:
        """Run no shell; say so."""
        self._skip("shell", cmd)
        self.user_ns["_exit_code"] = 0

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:  # noqa: ARG002
        """Run no shell; its output is empty."""
        self._skip("shell", cmd)
        return SList([]) if split else ""

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a line magic, or note that it was left out."""
        if magic_name in magics.SILENT:
            return None
        if magic_name in magics.SHELL:
            return self._skip("shell", f"%{magic_name} {line}")
        if magic_name in ("time", "timeit", "prun"):
            return self._once(magic_name, magics.without_options(line))
        if magic_name in magics.LEFT_OUT or self.find_line_magic(magic_name) is None:
            return self._skip("magic", f"%{magic_name} {line}")
        try:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        except ImportError:
            if magic_name not in ("load_ext", "reload_ext"):
                raise
            return self._skip("magic", f"%{magic_name} {line}")

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a cell magic, or note that it was left out; its body keeps its lines."""
        outer, self.body = self.body, (cell, self.shift + 1)
        try:
            if magic_name in magics.SHELL:
                return self._skip("shell", f"%%{magic_name} {line}")
            if magic_name in magics.WHOLE:
                return self._timed(magic_name, lambda: self.run_body(cell))
            if magic_name == "timeit":
                return self._once(magic_name, f"{magics.without_options(line)}\n{cell}")
            if magic_name in magics.LEFT_OUT or self.find_cell_magic(magic_name) is None:
                return self._skip("magic", f"%%{magic_name} {line}")
            return super().run_cell_magic(magic_name, line, cell)
        finally:
            self.body = outer

    def _skip(self, kind: str, text: str) -> None:
        self.session.skip(kind, text, sys._getframe(1))

    def _timed(self, magic: str, work: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        value = work()
        if magic == "time":
            print(f"Wall time: {(time.perf_counter() - begun) * 1e3:.3g} ms")
        return value

    def _once(self, magic: str, source: str) -> Any:
        """Run a statement that a magic would measure: once, for `timeit` in a copy of the names."""
        body = ast.parse(self.transform_cell(source)).body
        names = dict(self.user_ns) if magic == "timeit" else self.user_ns

        def work() -> Any:
            value = None
            for statement in body:
                mode = "eval" if statement is body[-1] and magic == "time" else "exec"
                code = self.compile_statement(statement, f"<{magic}>", mode)
                value = eval(code, names)  # noqa: S307 - the student's code, on purpose
            return value

        return self._timed(magic, work)


def blank_lines(source: str) -> int:
    """Lines before the first that is not blank; IPython takes them away."""
    count = 0
    for line in source.splitlines():
        if line.strip():
            break
        count += 1
    return count
