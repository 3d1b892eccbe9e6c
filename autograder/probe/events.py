"""Which audit events count: what a program asks for that ordinary homework does not.

An event counts only when the student's code asked for it: between the event and the student's frame
stand at most the few standard modules through which one asks for such a thing.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
import tempfile
from pathlib import Path
from types import CodeType, FrameType, TracebackType

import torch

from autograder.evidence.schema import Site
from autograder.probe import doors, surroundings
from autograder.probe.seal import LOOK
from autograder.probe.session import Session
from autograder.probe.surroundings import is_student

_PROCESS = re.compile(r"/proc/(?:self|thread-self|\d+)(?:/(?P<entry>[^/]+).*)?$")
_HARMLESS = frozenset({None, "status", "statm", "stat", "cgroup", "limits", "loadavg"})

_FILE_MODULES = frozenset(
    {
        "os",
        "io",
        "codecs",
        "pathlib",
        "tempfile",
        "gzip",
        "bz2",
        "lzma",
        "shutil",
        "zipfile",
        "tarfile",
        "fileinput",
        "genericpath",
        "posixpath",
    }
)
_PLAIN: dict[str, frozenset[str]] = {
    "subprocess.Popen": frozenset({"subprocess", "os"}),
    "os.system": frozenset(),
    "os.exec": frozenset({"os"}),
    "os.posix_spawn": frozenset({"os"}),
    "os.spawn": frozenset({"os"}),
    "os.fork": frozenset({"os", "pty"}),
    "os.forkpty": frozenset({"os", "pty"}),
    "os.kill": frozenset({"os"}),
    "os.killpg": frozenset({"os"}),
    "pty.spawn": frozenset({"pty"}),
    "sys.settrace": frozenset({"threading"}),
    "sys.setprofile": frozenset({"threading"}),
    "sys.addaudithook": frozenset(),
    "gc.get_objects": frozenset(),
    "gc.get_referrers": frozenset(),
    "gc.get_referents": frozenset(),
    "code.__new__": frozenset(),
    "sys._current_frames": frozenset(),
    "sys.monitoring.register_callback": frozenset(),
    "marshal.loads": frozenset(),
}
"""Events that count whatever their arguments, and the modules that may stand in between."""

PREFIXES = ("ctypes.", "socket.")
_INNOCENT = frozenset({"socket.gethostname"})

_WRITES = frozenset(
    {"os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.rmtree"}
)
_INSIDES = frozenset({"object.__getattr__", "object.__setattr__", "function.__new__"})
ALWAYS = frozenset(_PLAIN)
WATCHED = ALWAYS | {
    *("open", "import", "compile", "sys._getframe", "fcntl.fcntl", "os.listdir", "os.scandir"),
    *(doors.EVENT, LOOK, *_WRITES, *_INSIDES),
}
FRAMES = frozenset(("sys._getframe", doors.EVENT))
_WALKS = frozenset(("walk_stack", "walk_tb"))
_DOOR_MODULES = frozenset({"multiprocessing", "os", "io", "asyncio"})
_PACKAGE = "autograder"
_HOME = str(Path(__file__).parents[1]) + os.sep
_TORCH_HOME = str(Path(torch.__file__).parent) + os.sep
_WRAPPERS = (surroundings.__file__, doors.__file__)
OWN = frozenset(
    str(file)
    for folder in ("probe", "evidence", "sandbox")
    for file in (Path(_HOME) / folder).glob("*.py")
    if str(file) not in _WRAPPERS
)
"""Files of ours that ask for something only for themselves."""
_STANDARD = os.path.realpath(sysconfig.get_paths()["stdlib"]) + os.sep
_TRUSTED = (
    "<frozen ",
    _HOME,
    *dict.fromkeys(
        path + os.sep
        for name in ("stdlib", "platstdlib", "purelib", "platlib")
        for path in (sysconfig.get_path(name), os.path.realpath(sysconfig.get_path(name)))
    ),
)
"""How the file names of code that is not the student's begin."""


def plain(arguments: tuple[object, ...]) -> tuple[object, ...]:
    """Texts as Python's own type: a program's type might answer otherwise, or run code."""
    return tuple(
        str.__str__(argument)
        if isinstance(argument, str)
        else bytes.__add__(b"", argument)
        if isinstance(argument, bytes)
        else argument
        for argument in arguments[:4]
    )


def through(
    event: str, arguments: tuple[object, ...], session: Session, allowed: tuple[str, ...]
) -> frozenset[str] | None:
    """The modules that may stand between the event and the student; None if it does not count."""
    through = _PLAIN.get(event)
    if event == "open" and _reads_us(arguments):
        through = _FILE_MODULES | {"importlib"}
    elif event == "open":
        through = _FILE_MODULES if _opens(arguments, allowed) else None
    elif event == "import":
        ours = str(arguments[0]).partition(".")[0] == _PACKAGE
        through = frozenset({"importlib"}) if ours else None
    elif event == "sys._getframe":
        through = frozenset() if _reaches_out(arguments, session) else _walk(arguments[0], session)
    elif event == "object.__getattr__" and isinstance(arguments[0], TracebackType):
        ours = _is_ours(arguments[0].tb_frame)
        through = _walk(sys._getframe(3), session) if ours else None
    elif event == doors.EVENT:
        through = None if arguments[1] is False else _DOOR_MODULES
    elif event in _INSIDES:
        homes = (_HOME, _TORCH_HOME) if event == "object.__setattr__" else (_HOME,)
        through = frozenset() if _is_code_of(homes, arguments) else None
    elif event == "compile":
        through = frozenset() if _disguised(arguments) else None
    elif event == "fcntl.fcntl":
        through = frozenset() if arguments[0] == doors.CHANNEL else None
    elif event in {"os.listdir", "os.scandir"}:
        through = _FILE_MODULES if _magic_descriptors(arguments[0]) else None
    elif event in _WRITES:
        outside = any(_outside(path, allowed) for path in arguments[:2])
        through = _FILE_MODULES if outside else None
    elif event.startswith(PREFIXES) and event not in _INNOCENT:
        through = frozenset({event.partition(".")[0]})
    return through


def is_torch(frame: FrameType | None) -> bool:
    """Whether a frame runs torch's own code."""
    return frame is not None and frame.f_code.co_filename.startswith(_TORCH_HOME)


def asked(session: Session, frame: FrameType | None, through: frozenset[str]) -> Site | None:
    """The student's place that asked for an event, or None when it was not the student."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name in OWN or name.startswith(_TORCH_HOME):
            return None
        if is_student(session, frame) or not name.startswith(_TRUSTED):
            # What is executed from a text is the student's as well.
            return session.place(frame)
        if name not in _WRAPPERS and _module(name) not in through:
            return None
        frame = frame.f_back
    return None


def _module(filename: str) -> str | None:
    """The top-level name of the standard module that a frame's file belongs to."""
    if filename.startswith("<frozen "):
        name = filename[len("<frozen ") : -1].removeprefix("_")
        return name.partition(".")[0]
    if not filename.startswith(_STANDARD):
        return None
    name = filename[len(_STANDARD) :].partition(os.sep)[0]
    return None if name.endswith("-packages") else name.removesuffix(".py").removeprefix("_")


def _reads_us(arguments: tuple[object, ...]) -> bool:
    """Whether a file of ours is opened, which is how `importlib.import_module` shows."""
    path = arguments[0] if arguments else None
    return isinstance(path, str) and path.startswith(_HOME)


def _opens(arguments: tuple[object, ...], allowed: tuple[str, ...]) -> bool:
    path, mode, flags = (*arguments, None, None, None)[:3]
    if path in (doors.CHANNEL, f"/dev/fd/{doors.CHANNEL}"):
        return True
    writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    writes = writes or (isinstance(mode, str) and any(letter in mode for letter in "wax+"))
    if isinstance(path, (str, bytes)) and _magic(path):
        process = _PROCESS.match(os.fsdecode(path))
        return process is not None and (writes or process["entry"] not in _HARMLESS)
    return writes and _outside(path, allowed)


def _magic_descriptors(path: object) -> bool:
    """Whether a path is where the system lists this process's descriptors."""
    if not isinstance(path, (str, bytes)):
        return False
    text = os.path.normpath(os.fsdecode(path))
    return text == "/dev/fd" or (text.startswith("/proc/") and text.endswith("/fd"))


def _is_code_of(homes: tuple[str, ...], arguments: tuple[object, ...]) -> bool:
    """Whether an event tells of code, a function or a generator from one of these folders."""
    for item in arguments[:1]:
        code = next(
            (
                getattr(item, name)
                for name in ("__code__", "gi_code")
                if isinstance(getattr(item, name, None), CodeType)
            ),
            item,
        )
        if isinstance(code, CodeType) and code.co_filename.startswith(homes):
            return True
    return False


def _outside(path: object, allowed: tuple[str, ...]) -> bool:
    """Whether a path lies in an existing folder outside those that a program may write to.

    A folder that does not exist here (`/content/drive`, say) is a path of the student's own
    computer, where the program was written.
    """
    text = _path(path)
    if text is None or any(text == root or text.startswith(root + os.sep) for root in allowed):
        return False
    return Path(text).parent.is_dir()


def _path(path: object) -> str | None:
    if not isinstance(path, (str, bytes)):
        return None
    try:
        return os.path.realpath(os.fsdecode(path))
    except (OSError, ValueError):
        return None


def _magic(path: str | bytes) -> bool:
    # Links in /proc lead elsewhere; the name that was asked for is what tells.
    return os.path.normpath(os.fsdecode(path)).startswith("/proc/")


def allowed(folder: str) -> tuple[str, ...]:
    """The folders that a program may mean to write to; some of them refuse it all the same."""
    home = os.environ.get("HOME", folder)
    roots = (folder, tempfile.gettempdir(), "/tmp", "/dev", home)  # noqa: S108
    return tuple({os.path.realpath(root) for root in roots})


def _reaches_out(arguments: tuple[object, ...], session: Session) -> bool:
    """Whether the frame that `sys._getframe` gives is one of ours."""
    frame = arguments[0] if arguments else None
    if not isinstance(frame, FrameType) or is_student(session, frame):
        return False
    return _is_ours(frame)


def _disguised(arguments: tuple[object, ...]) -> bool:
    """Whether code is compiled under the name of a file that would be taken for a library's."""
    name = arguments[1] if len(arguments) > 1 else None
    if isinstance(name, bytes):
        name = os.fsdecode(name)
    return isinstance(name, str) and name.startswith(_TRUSTED)


def _walk(frame: object, session: Session) -> frozenset[str] | None:
    """The module `traceback` where the program itself walks the stack with it, else None."""
    if not isinstance(frame, FrameType) or frame.f_code.co_name not in _WALKS:
        return None
    outer = frame.f_back
    direct = outer is not None and is_student(session, outer)
    inside = _module(frame.f_code.co_filename) == "traceback"
    return frozenset({"traceback"}) if direct and inside else None


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] == _PACKAGE


def show(argument: object) -> str:
    """An argument of an event as text for a person."""
    if isinstance(argument, (str, bytes, int, float, list, tuple)) or argument is None:
        return repr(argument)[:200]
    return type(argument).__name__
