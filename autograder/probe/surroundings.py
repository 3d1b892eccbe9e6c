"""What the student's program finds around it: input, shell, warnings, seeds, modules, paths."""

from __future__ import annotations

import builtins
import getpass
import io
import os
import random
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, TextIO

import numpy as np
import numpy.random  # loaded late by numpy: better before the fork than in each child
import torch

from autograder.evidence.schema import Audited, Checked, Site, Warned
from autograder.probe import streams
from autograder.probe.errors import clip
from autograder.probe.session import Session
from autograder.probe.sites import NOWHERE
from autograder.probe.standins import CHECKING, Checks, Finder, Ours

_WARNING_CAP = 200
_INSTALLERS = ("pip", "pip3", "conda", "mamba", "apt", "apt-get", "uv")


class InputUnavailableError(RuntimeError):
    """Raised by `input()`: nobody is there to type."""

    def __init__(self) -> None:
        super().__init__(
            "评分时没有人输入，请把数值直接写在代码里。 "
            "Nobody can type while this is graded: write the value into the code."
        )


def install(session: Session) -> Callable[[], None]:
    """Prepare the process for the program and return what puts back what we need ourselves."""
    kept = (sys.stdout, sys.stderr, sys.stdin, sys.__stdout__, sys.__stderr__)
    streams.install(session)
    seed(session.job.seed)
    _no_input(session)
    _no_shell(session)
    _show_warnings(session)
    _paths(session)
    # With them out of sight an import of them is an audit event, and a pickle cannot name them.
    hidden = {name: sys.modules.pop(name) for name in _own_modules() if name in sys.modules}
    _offer_checks(session)

    def restore() -> None:
        sys.stdout, sys.stderr, sys.stdin = kept[:3]
        sys.__stdout__, sys.__stderr__ = kept[3:]  # type: ignore[misc]
        sys.modules.pop("autograder.otter", None)
        sys.modules.update(hidden)

    return restore


def _offer_checks(session: Session) -> None:
    """Let a notebook call its own checks, which do nothing here; nothing else of ours is there."""

    def checked(question: str) -> None:
        session.emit(Checked(clip(question, 200), Site(session.unit, session.line)))

    def reached(name: str) -> None:
        session.emit(Audited("import", repr(name), session.place(sys._getframe(2))))

    ignored: Callable[[str], None] = lambda _: None  # noqa: E731
    if any("autograder.otter" in unit.source for unit in session.job.units):
        # Only then, since a student may have a module called autograder.
        checks = Checks("autograder.otter", checked)
        sys.modules["autograder"] = Ours("autograder", checks, reached)
        sys.modules["autograder.otter"] = checks
    finder = Finder(
        lambda frame: _asks(session, frame), ignored, packages=CHECKING, checked=checked
    )
    sys.meta_path.insert(0, finder)


def _asks(session: Session, frame: FrameType | None) -> bool:
    """Whether the student's code asked for the import that began at a frame."""
    while frame is not None and "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    return frame is not None and (
        is_student(session, frame) or "matplotlib_inline" in frame.f_code.co_filename
    )


def main_module(filename: str | None) -> ModuleType:
    """A fresh `__main__`, with `__file__` for scripts, in its place in `sys.modules`."""
    module = ModuleType("__main__")
    module.__dict__["__builtins__"] = builtins
    if filename is not None:
        module.__file__ = filename
    sys.argv = [filename or "notebook.ipynb"]
    sys.modules["__main__"] = module
    return module


def is_student(session: Session, frame: FrameType) -> bool:
    """Whether a frame runs the student's code: a unit, or a file of theirs in the work folder."""
    name = frame.f_code.co_filename
    return session.sites.knows(name) or name.startswith(session.folder + os.sep)


_own: list[str] = []


def _own_modules() -> list[str]:
    """The names of our modules.

    They are listed once, before the fork: going through all modules in a child would copy most
    of the memory that it shares with the server.
    """
    if not _own:
        _own.extend(name for name in sys.modules if name.partition(".")[0] == "autograder")
    return _own


def prepare() -> None:
    """Take note of what the children will need; to be called last before the fork."""
    _filter_warnings()
    _own.clear()
    _own_modules()


def seed(number: int) -> None:
    """Have all random numbers begin anew."""
    random.seed(number)
    np.random.seed(number % 2**32)
    # torch.manual_seed would also look for devices, which takes long.
    torch.default_generator.manual_seed(number)


def _no_input(session: Session) -> None:
    def refuse(prompt: object = "", *_: object, **__: object) -> str:
        session.skip("input", str(prompt), sys._getframe(1))
        raise InputUnavailableError

    def asked() -> None:
        session.skip("input", "stdin", sys._getframe(2))

    builtins.input = refuse
    getpass.getpass = refuse
    sys.stdin = sys.__stdin__ = streams.Stdin(asked)  # type: ignore[misc,assignment]


def _no_shell(session: Session) -> None:
    def system(command: Any) -> int:
        session.skip("shell", os.fsdecode(command), sys._getframe(1))
        return 0

    def popen(command: str, *_: object, **__: object) -> io.StringIO:
        session.skip("shell", command, sys._getframe(1))
        return io.StringIO("")

    def unless_installing(real: Callable[..., Any], instead: Callable[[Any], Any]) -> Any:
        def call(command: Any = None, *args: Any, **keywords: Any) -> Any:
            command = keywords.get("args", command)
            words = command.split() if isinstance(command, str) else list(command or ())
            text = " ".join(str(word) for word in words)
            if any(Path(str(word)).name in _INSTALLERS for word in words[:3]):
                session.skip("shell", text, sys._getframe(1))
                return instead(command)
            keywords.pop("args", None)
            return real(command, *args, **keywords)

        return call

    os.system = system
    os.popen = popen  # type: ignore[assignment]
    for name, instead in (
        ("run", lambda command: subprocess.CompletedProcess(command, 0, "", "")),
        ("call", lambda _: 0),
        ("check_call", lambda _: 0),
        ("check_output", lambda _: b""),
    ):
        setattr(subprocess, name, unless_installing(getattr(subprocess, name), instead))


def _show_warnings(session: Session) -> None:
    shown = session.warned

    def show(  # noqa: PLR0917 - Python calls it by position
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if file is not None:
            file.write(warnings.formatwarning(message, category, filename, lineno, line))
            return
        note(message, category, filename, lineno)

    def note(message: Warning | str, category: type[Warning], filename: str, lineno: int) -> None:
        site = session.sites.find(sys._getframe(1))
        if site is NOWHERE:
            # Warnings of the compiler come while no student frame runs.
            known = session.sites.knows(filename)
            site = Site(session.unit, lineno if known else session.line)
        key = (category.__name__, clip(str(message)), site)
        if key not in shown and len(shown) < _WARNING_CAP:
            shown.add(key)
            session.emit(Warned(*key))

    def collect(catcher: warnings.catch_warnings[Any]) -> list[warnings.WarningMessage] | None:
        # What the program collects, Python hands to nobody else.
        log: list[warnings.WarningMessage] | None = enter(catcher)
        keep = getattr(warnings, "_showwarnmsg_impl", None)
        if log is not None and keep is not None:

            def kept(message: warnings.WarningMessage) -> None:
                keep(message)
                note(message.message, message.category, message.filename, message.lineno)

            warnings._showwarnmsg_impl = kept  # type: ignore[attr-defined]
        return log

    _filter_warnings()
    warnings.showwarning = show
    enter = _enter
    warnings.catch_warnings.__enter__ = collect  # type: ignore[method-assign, assignment]
    torch.set_warn_always(True)


_enter = warnings.catch_warnings.__enter__


_filters: list[object] = []


def _filter_warnings() -> None:
    if _filters and list(warnings.filters) == _filters:
        return
    # Python's own filters, but none of the once-only memory, which knows our lines for theirs.
    warnings.resetwarnings()
    warnings.simplefilter("always")
    for category in (
        DeprecationWarning,
        PendingDeprecationWarning,
        ImportWarning,
        ResourceWarning,
    ):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")
    warnings.filterwarnings("ignore", message=".*non-interactive, and thus cannot be shown")
    _filters[:] = warnings.filters


def _paths(session: Session) -> None:
    # Bytecode files would be files of ours among the student's.
    sys.dont_write_bytecode = True
    os.environ["MPLBACKEND"] = "Agg"
    folder = session.folder
    wanted = [folder]
    for unit in session.job.units:
        own = os.path.dirname(os.path.join(folder, unit.file))  # noqa: PTH118, PTH120 - no file
        if unit.kind == "script" and own not in wanted and Path(own).is_dir():
            wanted.insert(0, own)
    sys.path[:] = [*wanted, *(entry for entry in sys.path if entry not in ("", *wanted))]

    def student(frame: FrameType | None) -> bool:
        return _asks(session, frame)

    def reached(name: str) -> None:
        session.emit(Audited("import", repr(name), session.place(sys._getframe(1))))

    sys.meta_path.append(Finder(student, lambda name: session.skip("module", name), reached))
