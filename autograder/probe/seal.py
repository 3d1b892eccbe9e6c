"""Notices when the recorder itself is changed while the program runs.

A program may find our objects: frames lead to them, and a module's names can be reached from any
function of it. It may look at them; but what they hold and what our modules' names stand for never
changes during a run, so that whatever is put in their place shows. `Seal.look` compares, and is
called from the audit hook, which nothing but the interpreter holds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from operator import is_, itemgetter
from typing import Any

LOOK = "autograder.look"
"""The event that asks the audit hook to look; raised by the recorder around each call."""

_CHANGING = (int, float, str, bool, type(None))
_every, _map, _len, _tuple, _wrong = all, map, len, tuple, (KeyError, RuntimeError, TypeError)
_NEAR = (".recorder", ".snapshots", ".calls")
_OWN_KEYS = frozenset(("__warningregistry__", "__builtins__", "_instance"))
"""Names that Python itself puts into a module, and IPython into the class of a shell."""


def _getter(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda space: _tuple(space[name] for name in names)


class _Space:
    """One namespace of ours, with what its names stood for."""

    def __init__(self, title: str, names: Mapping[str, Any], *, state: bool = False) -> None:
        self.title, self.names, self.state = title, names, state
        self.keep()

    def keep(self) -> None:
        """Take what the names stand for now as right."""
        self.keys = _tuple(self.names)
        # Counters and the place where we are change all the time; a reference never does.
        self.fixed = {
            name: value
            for name, value in self.names.items()
            if not (self.state and isinstance(value, _CHANGING)) and name not in _OWN_KEYS
        }
        self.kept = (
            self.names,
            _len(self.keys),
            _getter(_tuple(self.fixed)),
            _tuple(self.fixed.values()),
        )

    def changed(self) -> Iterator[str]:
        """The names that stand for something else, each once."""
        now = dict(self.names)
        for name, value in self.fixed.items():
            if now.get(name, self) is not value:
                yield f"{self.title}.{name}"
        for name in now.keys() - set(self.keys) - _OWN_KEYS:
            yield f"{self.title}.{name}"
        self.keep()


class _Static:
    """What all runs share, taken before the fork: our modules and the classes in them."""

    def __init__(self) -> None:
        modules = {
            name: module
            for name, module in list(sys.modules.items())
            if name.startswith(("autograder.probe.", "autograder.evidence."))
        }
        classes = {
            item
            for module in modules.values()
            for item in vars(module).values()
            if isinstance(item, type) and item.__module__ == module.__name__
        }
        self.modules = _tuple(_Space(name, vars(module)) for name, module in modules.items())
        self.classes = {item: _Space(item.__qualname__, vars(item)) for item in classes}


_static: list[_Static] = []


def prepare() -> None:
    """Take note of our modules as they are; to be called before the fork, once all are loaded."""
    _static[:] = [_Static()]


class Seal:
    """Compares what our modules, classes and objects hold with what they held.

    Args:
        tell: is given the dotted name of each thing that was changed.
        objects: the objects of this run that must stay as they are, by what to call them.
    """

    def __init__(self, tell: Callable[[str], None], objects: Mapping[str, object]) -> None:
        self._tell = tell
        if not _static:
            prepare()
        (static,) = _static
        kinds = {type(item) for item in objects.values()}
        self._near = (
            *(space for item, space in static.classes.items() if item in kinds),
            *(_Space(title, vars(item), state=True) for title, item in objects.items()),
            *(space for space in static.modules if space.title.endswith(_NEAR)),
        )
        near = set(map(id, self._near))
        rest = (*static.classes.values(), *static.modules)
        self._rest = tuple(space for space in rest if id(space) not in near)

    def look(self, *, everywhere: bool = False) -> None:
        """Report what was changed since the last look.

        With `everywhere` all of our modules and classes are looked at; otherwise those near the
        recorder, which each call passes through.
        """
        self._compare(self._near)
        if everywhere:
            self._compare(self._rest)

    def _compare(self, spaces: tuple[_Space, ...]) -> None:
        every, compare, same, size, wrong = _every, _map, is_, _len, _wrong
        for space in spaces:
            names, count, get, values = space.kept
            try:
                if size(names) == count and every(compare(same, get(names), values)):
                    continue
            except wrong:
                pass
            for name in space.changed():
                self._tell(name)
