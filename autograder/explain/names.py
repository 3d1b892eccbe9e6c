"""How a student calls the roles of the assignment.

By the role's own name (y2), by its formula (x**3), and by whatever name the student's code gives
to such a power: `cube = x ** 3` makes "cube" a name of y2.
"""

from __future__ import annotations

import re
from functools import lru_cache

from autograder.explain.lexicon import own_vocabulary
from autograder.explain.normalise import normalise
from autograder.explain.polynomial import Polynomial, parse
from autograder.explain.words import Names
from autograder.extract.document import Document
from autograder.spec.model import Assignment

_ARTICLES = frozenset({"a", "i", "s", "t", "d", "an", "the", "it", "is", "no", "grad", "result"})
_ASSIGNED_POWER = re.compile(
    r"^[ \t]*([A-Za-z_]\w*)\s*=\s*(?:\w+\s*\*\*\s*(\d)|(?:torch\.)?(?:\w+\.)?pow"
    r"\((?:\w+,\s*)?(\d)\)"
    r"|(\w+(?:\s*\*\s*\w+){1,2}))\s*(?:#.*)?$",
    re.MULTILINE,
)
_ASSIGNED_SUM = re.compile(
    r"^[ \t]*([A-Za-z_]\w*)\s*=\s*(\w+)\s*\+\s*(\w+)\s*(?:#.*)?$", re.MULTILINE
)


def names_of(assignment: Assignment, document: Document | None = None) -> Names:
    """Return the names of the assignment's roles, with those of the student's own code."""
    powers = {
        int(role.power): name
        for name, role in assignment.all_roles.items()
        if role.power is not None and float(role.power).is_integer()
    }
    words = {name.lower(): name for name in assignment.all_roles}
    wrt, total = assignment.input_name, assignment.main.of
    if wrt:
        words[wrt.lower()] = wrt
    if document is not None:
        for program in document.programs:
            for cell in program.cells:
                _add_names(cell.source, words, powers, total)
    # "x2" and "x3" are what is left of x² and x³ when a page is copied as plain text.
    for exponent, role in powers.items():
        words.setdefault(f"{wrt}{exponent}".lower(), role)
    own = own_vocabulary(assignment.explanation.vocabulary)
    return Names(words, powers, total, wrt, own, _is_sum(assignment, powers), _topics(assignment))


@lru_cache(maxsize=32)
def _normalised(texts: tuple[str, ...]) -> str:
    return " | ".join(normalise(text).text for text in texts)


def _topics(assignment: Assignment) -> str:
    """What the assignment and its concepts are called, in both languages."""
    titles = [assignment.title, *(concept.title for concept in assignment.explanation.concepts)]
    return _normalised(tuple(text for title in titles for text in (title.zh, title.en)))


@lru_cache(maxsize=32)
def _parsed(formula: str) -> Polynomial | None:
    return parse(formula)


def _is_sum(assignment: Assignment, powers: dict[int, str]) -> bool:
    """Whether what is differentiated is the sum of the powers; of one exercise that is assumed
    where no formula says otherwise."""
    if not powers:
        return False
    role = assignment.all_roles.get(assignment.main.of)
    formula = _parsed(role.formula) if role is not None and role.formula else None
    if formula is None:
        return not assignment.exercises and (role is None or not role.formula)
    return formula == dict.fromkeys(powers, 1.0)


def _add_names(source: str, words: dict[str, str], powers: dict[int, str], total: str) -> None:
    for match in _ASSIGNED_POWER.finditer(source):
        name, product = match.group(1).lower(), match.group(4)
        if product is not None:
            factors = [factor.strip() for factor in product.split("*")]
            if len(set(factors)) > 1 or factors[0].isdigit():
                if re.fullmatch(r"x\d", name):
                    words.setdefault(name, "")
                continue
            exponent = len(factors)
        else:
            exponent = int(match.group(2) or match.group(3))
        if exponent in powers and name not in _ARTICLES:
            words.setdefault(name, powers[exponent])
    for match in _ASSIGNED_SUM.finditer(source):
        name, left, right = (part.lower() for part in match.groups())
        parts = {words.get(left), words.get(right)}
        if len(parts) == 2 and parts <= set(powers.values()) and name not in _ARTICLES:
            words.setdefault(name, total)
