"""What a rule is: one file in `rules/` that finds one kind of thing.

A rule module has a docstring (what it checks, why it matters, an example, what feedback makes of
it) and defines `CODE`, `check(code) -> Iterator[Finding]`, `VALID` and `INVALID`. The examples
are its tests and, with the docstring, its documentation. Adding a rule is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from autograder.static import rules
from autograder.static.findings import Finding
from autograder.static.source import Code


@dataclass(frozen=True)
class Bad:
    """Code in which the rule finds something at `lines` (of the file, or of the last cell).

    `before` are notebook cells that come first; with any, or `notebook`, the code is a cell.
    `detail` is what the first finding must say, among other things.
    """

    source: str
    lines: tuple[int, ...]
    before: tuple[str, ...] = ()
    notebook: bool = False
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A loaded rule; the fields are those of its module. VALID examples are whole scripts."""

    name: str
    code: str
    about: str
    check: Callable[[Code], Iterator[Finding]]
    valid: tuple[str, ...]
    invalid: tuple[Bad, ...]
    for_modules: bool = True
    """Whether modules that programs import are looked at, too."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of `rules/`, by name."""
    loaded = []
    for info in sorted(pkgutil.iter_modules(rules.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{rules.__name__}.{info.name}")
        loaded.append(
            Rule(
                info.name,
                module.CODE,
                module.__doc__ or "",
                module.check,
                tuple(module.VALID),
                tuple(module.INVALID),
                getattr(module, "FOR_MODULES", True),
            )
        )
    return tuple(loaded)
