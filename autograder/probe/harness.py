"""One call in the process that was forked for it: a teacher's function, with the program's names.

What it returns leaves as plain data (`observing`); what it raises as its type and message, with the
student's own lines.
"""

from __future__ import annotations

import inspect
import io
import opcode
import random
import re
import sys
from collections.abc import Callable
from types import CodeType, FunctionType, TracebackType
from typing import Any

import numpy as np
import torch

from autograder.evidence.calls import Call, Called, Problem
from autograder.evidence.site import Site
from autograder.probe.draws import Draw
from autograder.probe.errors import clip, raised
from autograder.probe.observing import observed
from autograder.probe.session import Session

OUTPUT_CAP = 1 << 20
"""Characters that one call may print."""
DRAW = "draw"
"""The parameter that is no name of the program's."""

_MESSAGE_CAP = 400
_NOT_TOLD = re.compile(r"[-+]?\d+\.\d+(?:e[-+]?\d+)?|\d{6,}")
"""Numbers in messages that could be hidden inputs; shapes and positions are not like that."""
_RAISING = {opcode.opmap[name] for name in ("RAISE_VARARGS", "RERAISE") if name in opcode.opmap}
_LIBRARIES = (sys.prefix, sys.base_prefix, "<frozen ", inspect.__file__[: -len("inspect.py")])
_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory")
_name: Any = type.__dict__["__name__"].__get__


class Sink(io.TextIOBase):
    """Takes what a call prints and keeps nothing; past `OUTPUT_CAP` it calls `full`."""

    def __init__(self, full: Callable[[], object]) -> None:
        self._full = full
        self._room = OUTPUT_CAP

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, text: str) -> int:
        """Swallow a text."""
        self._room -= len(text)
        if self._room < 0:
            self._full()
        return len(text)


def run(
    call: Call,
    names: dict[str, Any],
    builtins: dict[str, Any],
    session: Session,
    *,
    announce: Callable[[Called], None],
    tell: Callable[[Called], None],
) -> None:
    """Make one call and tell what came of it, whatever it does; the process is to end then.

    Args:
        call: which function, and the seed of its inputs.
        names: the program's global names.
        builtins: those that the teacher's code sees.
        session: knows where the student's code is.
        announce: sends what is known before the call, which may never return.
        tell: sends the result and leaves.
    """
    sink = Sink(lambda: tell(Called("output")))
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = sink  # type: ignore[misc,assignment]
    places: dict[str, Site] = {}
    plain: tuple[str, ...] = ()
    try:
        _fresh(call.seed)
        function = _load(call, builtins)
        wanted = inspect.signature(function).parameters
        given: dict[str, Any] = {DRAW: Draw(call.seed)} if DRAW in wanted else {}
        given |= {name: names[name] for name in wanted if name != DRAW and name in names}
        missing = tuple(
            name for name, one in wanted.items() if name not in given and one.default is one.empty
        )
        if missing:
            tell(Called("missing", missing=missing))
        plain = tuple(name for name in given if name != DRAW and not callable(given[name]))
        places = {
            name: place
            for name in given
            if name != DRAW and (place := _place(given[name], session)) is not None
        }
        announce(Called("left", plain=plain, places=places))
        # A program may have left either off for good.
        with torch.inference_mode(False), torch.enable_grad():
            result = function(**given)
        called = Called("returned", observed(result), plain=plain, places=places)
    except BaseException as error:
        called = _failed(error, call, session, plain, places)
    tell(called)


def _fresh(seed: int) -> None:
    """The state that calls begin with, whatever the program left."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.default_generator.manual_seed(seed)
    torch.set_default_dtype(torch.float32)
    # A pool of threads does not survive a fork.
    torch.set_num_threads(1)
    torch.autograd.set_detect_anomaly(False)
    while torch._C._len_torch_function_stack():
        torch._C._pop_torch_function_stack()


def _load(call: Call, builtins: dict[str, Any]) -> Any:
    own: dict[str, Any] = {"__builtins__": builtins, "__name__": "calls"}
    exec(compile(call.source, call.path, "exec", dont_inherit=True), own)  # noqa: S102
    return own[call.function]


def _place(value: object, session: Session) -> Site | None:
    """Where a function or class of the student's is defined."""
    code = _code(value, 0)
    if code is not None:
        return session.sites.at(code, 0, code.co_firstlineno)
    kind = value if isinstance(value, type) else type(value)
    found = [
        site
        for inner in list(vars(kind).values())
        if (code := _code(inner, 0)) is not None
        and (site := session.sites.at(code, 0, code.co_firstlineno)) is not None
    ]
    return min(found, key=lambda site: (site.unit, site.line), default=None)


def _code(value: object, depth: int) -> CodeType | None:
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    if not isinstance(value, FunctionType):
        return None
    inner = value.__dict__.get("__wrapped__")
    if inner is not None and depth < 8:
        return _code(inner, depth + 1)
    return value.__code__


def _failed(
    error: BaseException,
    call: Call,
    session: Session,
    plain: tuple[str, ...],
    places: dict[str, Site],
) -> Called:
    try:
        kind = clip(_name(type(error)), 100)
        told = raised(error, seq=0, unit=-1, line=0, sites=session.sites)
        text = told.message
        if isinstance(error, MemoryError) or any(words in text for words in _OUT_OF_MEMORY):
            return Called("memory", plain=plain, places=places)
        explicit = _explicit(error.__traceback__, call)
        problem = Problem(
            type=kind,
            message="" if explicit else clip(_NOT_TOLD.sub("…", text), _MESSAGE_CAP),
            stack=tuple(site for site in told.stack if site.unit >= 0),
            explicit=explicit,
        )
    except MemoryError:
        return Called("memory")
    except BaseException:  # The exception is an object of the program's, and may do anything.
        problem = Problem("Exception", "", ())
    return Called(
        "raised",
        problem=problem,
        plain=plain,
        places=places,
        detail=_line(error.__traceback__, call),
    )


def _line(trace: TracebackType | None, call: Call) -> str:
    """Where in the teacher's function the exception came up, for the teacher."""
    found = ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == call.path:
            found = f"{call.path}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _explicit(trace: TracebackType | None, call: Call) -> bool:
    """Whether a statement of the student's own raised the exception."""
    if trace is None:
        return False
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    if code.co_filename == call.path or code.co_filename.startswith(_LIBRARIES):
        return False
    at = trace.tb_lasti
    return 0 <= at < len(code.co_code) and code.co_code[at] in _RAISING
