"""All rules, found by looking into the folder `rules`: adding a rule is adding a file."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from functools import cache

from autograder.diagnosis import rules
from autograder.diagnosis.model import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, the root causes first."""
    found = []
    for module in pkgutil.iter_modules(rules.__path__):
        loaded = importlib.import_module(f"{rules.__name__}.{module.name}")
        found.append(replace(loaded.RULE, about=inspect.getdoc(loaded) or ""))
    return tuple(sorted(found, key=lambda rule: (rule.rank, rule.code)))


def find(code: str) -> Rule | None:
    """The rule with this code, or None."""
    return next((rule for rule in all_rules() if rule.code == code), None)
