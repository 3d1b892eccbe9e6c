"""A PEP 578 audit hook that reports what ordinary homework does not do.

A wrong accusation is as bad as a miss. So an event counts only when the student's code asked for
it (`events` knows which). What IPython, torch, matplotlib or the standard library do for their own
ends never counts. The hook only reports; people judge. Nothing but the interpreter holds it, so it
also looks whether torch (`guard`) and the recorder (`seal`) are still what they were.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from types import FrameType
from typing import TypeAlias

from autograder.evidence.schema import Audited, Frame, Site
from autograder.probe import doors, events
from autograder.probe.errors import clip
from autograder.probe.guard import Guard
from autograder.probe.seal import LOOK, Seal
from autograder.probe.session import Session
from autograder.probe.surroundings import is_student

_CAP = 100
"""Events reported at the most."""

Tell: TypeAlias = Callable[[str, str, Site], None]


def install(
    session: Session,
    real: doors.Functions,
    emit: Callable[[Frame], None],
    objects: Mapping[str, object],
) -> None:
    """Report events of this process from now on.

    Args:
        session: the job being run.
        real: the functions behind `doors`, which get them from this hook.
        emit: sends a frame; not the session's own, which the program might have changed.
        objects: what must stay as it is while the program runs, by what to call it.
    """
    real = dict(real)
    allowed = events.allowed(session.folder)
    unseen: list[str] = []
    state = threading.local()
    tell = _teller(emit)
    look = _looker(session, tell, objects, unseen)
    kind_of, knows, own = type, session.sites.knows, events.OWN

    def judge(event: str, arguments: tuple[object, ...], frame: FrameType) -> None:
        through = events.through(event, arguments, session, allowed)
        if through is None:
            return
        site = events.asked(session, frame, through)
        if site is not None:
            told = arguments[: 1 if event in {"import", doors.EVENT} else 3]
            tell(event, clip(", ".join(map(events.show, told)), 300), site)

    def nested(event: str) -> None:
        # Looking at the stack is itself an event; and what we look at may be an object of the
        # program's, or a collection may run its finalizers.
        if event in events.ALWAYS and not state.deep:
            state.deep = True
            if is_student(session, sys._getframe(2)):
                unseen.append(event)
            state.deep = False

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "object.__getattr__" and kind_of(arguments[0]) is FrameType:
            # The code of a frame, which the recorder asks for all the time and says nothing.
            return
        if event == "sys._getframe":
            if getattr(state, "busy", False):
                # We ask ourselves, to look at something else.
                return
            if (
                kind_of(arguments[0]) is FrameType and knows(arguments[0].f_code.co_filename)  # type: ignore[attr-defined]
            ):
                # A frame of the student's own may be had by anybody.
                return
        if event not in events.WATCHED and not event.startswith(events.PREFIXES):
            return
        busy, state.busy = getattr(state, "busy", False), True
        try:
            if busy and event != doors.EVENT:
                nested(event)
                return
            if not busy:
                state.deep = False
            if event == LOOK:
                look(arguments)
                return
            frame = sys._getframe(1)
            if event == doors.EVENT and doors.is_stand_in(frame.f_code, arguments[0]):
                arguments[2].append(real[arguments[0]])  # type: ignore[index,attr-defined]
                if events.is_torch(frame.f_back):
                    return
            elif frame.f_code.co_filename in own:
                # Most of what is asked for the recorder asks for itself.
                return
            if busy:
                nested(event)
                return
            judge(event, arguments if event in events.FRAMES else events.plain(arguments), frame)
        except Exception:
            # What a hook raises would look like the program's error.
            if event in events.ALWAYS or event.startswith(events.PREFIXES):
                unseen.append(event)
        finally:
            state.busy = busy

    sys.addaudithook(hook)


def _teller(emit: Callable[[Frame], None]) -> Tell:
    seen: set[tuple[str, str, Site]] = set()

    def tell(event: str, detail: str, site: Site) -> None:
        key = (event, detail, site)
        if len(seen) < _CAP and key not in seen:
            seen.add(key)
            emit(Audited(event, detail, site))

    return tell


def _looker(
    session: Session, tell: Tell, objects: Mapping[str, object], unseen: list[str]
) -> Callable[[tuple[object, ...]], None]:
    place = session.place

    def replaced(name: str) -> None:
        tell("replaced", name, place(sys._getframe(1)))

    guard, seal = Guard(replaced), Seal(replaced, objects)

    def look(arguments: tuple[object, ...]) -> None:
        """`arguments`: whether to look everywhere, and whether the recorder is still active."""
        guard.look()
        seal.look(everywhere=arguments[:1] == (True,))
        if arguments[1:2] == (False,):
            replaced("recorder")
        while unseen:
            tell(unseen.pop(), "hidden", place(sys._getframe(2)))

    return look
