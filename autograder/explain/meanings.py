"""What a pattern of a rubric may name instead of listing words: <<gradient>>, <<clear>>.

Beside the meanings of data/meanings.txt there are <<yes>> ("not right behind a denial"), <<given>>
("not behind 'without'": of a keyword such as retain_graph), <<...>> (some words between) and
<<+>> (some words between, none of which denies).
"""

from __future__ import annotations

import re
from functools import lru_cache

from autograder.explain.rows import rows_of

_NAMED = re.compile(r"<<([a-z]+|\.\.\.|\+)>>")
_BEHIND = ("yes", "given")
"""Names that stand for what must not stand right before."""


def written_out(pattern: str) -> str:
    """Return a pattern with every <<name>> replaced by what it stands for.

    A name that is not known is left as it stands (and matches nobody's words).
    """
    return _NAMED.sub(lambda m: _meanings().get(m[1], m[0]), pattern)


def names_in(pattern: str) -> list[str]:
    """The names that a pattern uses."""
    return _NAMED.findall(pattern)


def known_names() -> frozenset[str]:
    """Every name that a pattern may use."""
    return frozenset(_meanings())


@lru_cache(maxsize=1)
def _meanings() -> dict[str, str]:
    parted = (line.partition(":") for line in rows_of("meanings.txt"))
    found = {
        name: _not_behind(rest) if name in _BEHIND else _any_of(rest.split(" | "))
        for name, _, rest in parted
    }
    found["..."] = ".{0,60}?"
    found["+"] = rf"(?:(?!{found['not']}).){{0,40}}?"
    return found


def _any_of(ways: list[str]) -> str:
    chinese, english, bare = [], [], []
    for way in map(str.strip, ways):
        if way.startswith("/"):
            bare.append(way[1:])
            continue
        written = re.escape(way.removesuffix("~")).replace("\\ ", " ")
        if not way[0].isascii():
            chinese.append(written.replace(" ", " ?"))
        elif not way[0].isalnum() or way == "n't":
            bare.append(written)
        else:
            english.append(written.replace("\\~", "[a-z]*") + "[a-z]*" * way.endswith("~"))
    words = [rf"(?<![a-z0-9_])(?:{'|'.join(english)})(?![a-z0-9_])"] if english else []
    return f"(?:{'|'.join([*chinese, *bare, *words])})"


def _not_behind(rest: str) -> str:
    """That none of these stands right before, with or without a blank between."""
    return "".join(f"(?<!{way})(?<!{way} )" for way in map(str.strip, rest.split(" | ")))
