"""Notices when the recorder itself is changed while the program runs.

A program may find our objects: frames lead to them, and a module's names can be reached from any
function of it. It may look at them; but what they hold and what our modules' names stand for never
changes during a run, so that whatever is put in their place shows. `Seal.look` compares, and is
called from the audit hook, which nothing but the interpreter holds. What was not written to since
the last look (`versions`) needs no comparing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import is_, itemgetter
from typing import Any

from autograder.probe.versions import Versions

LOOK = "autograder.look"
"""The event that asks the audit hook to look; raised by the recorder around each call."""

_CHANGING = (int, float, str, bool, type(None))
_every, _map, _len, _tuple, _type, _vars = all, map, len, tuple, type, vars
_wrong = (KeyError, RuntimeError, TypeError)
_NEAR = (".recorder", ".session", ".snapshots", ".calls", ".repeats", ".interventions")
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
        near = [name for name in modules if name.endswith(_NEAR)]
        self.near = _Spaces(
            [
                *(_Space(item.__qualname__, vars(item)) for item in classes & set(_kinds)),
                *(_Space(name, vars(modules.pop(name))) for name in near),
            ]
        )
        self.rest = _Spaces(
            [
                *(_Space(item.__qualname__, vars(item)) for item in classes - set(_kinds)),
                *(_Space(name, vars(module)) for name, module in modules.items()),
            ]
        )


class _Spaces:
    """Some namespaces that nobody writes to, and when they were last written to."""

    def __init__(self, spaces: Sequence[_Space]) -> None:
        self.spaces = spaces
        self.versions = Versions(space.names for space in spaces)


_static: list[_Static] = []
_kinds: list[type] = []


def prepare(kinds: Sequence[type] = ()) -> None:
    """Take note of our modules as they are; to be called before the fork, once all are loaded.

    `kinds` are the classes that each recorded call passes through.
    """
    _kinds[:] = kinds
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
            prepare(_kinds or [type(item) for item in objects.values()])
        # From here on nothing but the audit hook holds it.
        static = _static.pop()
        self._near, self._rest = static.near, static.rest
        self._own = _tuple(
            (item, type(item), _Space(title, vars(item), state=True))
            for title, item in objects.items()
        )

    def look(self, *, everywhere: bool = False) -> None:
        """Report what was changed since the last look.

        With `everywhere` all of our modules and classes are looked at; otherwise those near the
        recorder, which each call passes through.
        """
        kind_of, names_of = _type, _vars
        for item, kind, space in self._own:
            if kind_of(item) is not kind or names_of(item) is not space.names:
                self._tell(space.title)
            self._compare(space)
        self._compare_written(self._near)
        if everywhere:
            self._compare_written(self._rest)

    def _compare_written(self, group: _Spaces) -> None:
        for place in group.versions.written():
            self._compare(group.spaces[place])

    def _compare(self, space: _Space) -> None:
        names, count, get, values = space.kept
        try:
            if _len(names) == count and _every(_map(is_, get(names), values)):
                return
        except _wrong:
            pass
        for name in space.changed():
            self._tell(name)
