"""Breaking files: bytes, encodings, JSON structure, and the text of programs and YAML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

CODECS = (
    *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "gb18030", "big5"),
    *("cp1252", "shift_jis", "euc_kr", "koi8_r", "utf-7", "cp037", "iso2022_jp", "hz"),
)
WEIRD = (
    *("\x00", "\x07", "\x1b[31m", "\u202e", "\u200b", "\ufeff", "\u2028", "\u2029", "\x85"),
    *(
        "\ud83d",
        "\udcff",
        "\U0001f600",
        "𝑥",
        "　",
        "\t",
        "\r",
        "\r\n",
        "\x0c",
        "\x0b",
        "%%",
        "# %%",
    ),
    *("# %% [markdown]", "#%%", "!ls", "%time", "%%bash\n", "'''", '"""', "(" * 300, "\\", "`"),
    *("{where}", "{0}", "{x.__class__}", "%s%n", "$\\frac{", "<script>", "</style>", "&", "]]>"),
    *(
        "=cmd|' /C calc'!A0",
        "9" * 5000,
        "-" * 500,
        "x" * 3000,
        "grad = 2",
        "梯度是",
        "因为",
        "所以不是",
    ),
)
NUMBERS = (0, -1, 1, 2**31, 2**63, 2**64, -(2**63), 10**400, 1e308, float("nan"), float("inf"), 0.5)


def some_bytes(random: Random, most: int = 64) -> bytes:
    """Random bytes, as many as `most`."""
    return bytes(random.getrandbits(8) for _ in range(random.randint(0, most)))


def break_bytes(random: Random, data: bytes, others: Sequence[bytes] = ()) -> bytes:
    """`data` after a few flips, cuts, insertions, repetitions and splices."""
    broken = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 30))):
        at = random.randint(0, len(broken))
        to = min(len(broken), at + random.choice((1, 4, 40, 400)))
        match random.randrange(7):
            case 0 if broken:
                broken[at % len(broken)] ^= 1 << random.randrange(8)
            case 1:
                del broken[at:to]
            case 2:
                broken[at:at] = some_bytes(random)
            case 3:
                broken[at:at] = broken[at:to] * random.choice((1, 2, 20))
            case 4 if others:
                other = random.choice(others)
                cut = random.randint(0, len(other))
                broken[at:to] = other[cut : cut + random.choice((4, 40, 4000))]
            case 5:
                del broken[at:]
            case _:
                word = random.choice(WEIRD).encode("utf-8", "surrogatepass")
                broken[at:to] = word
    return bytes(broken[: 1 << 20])


def break_text(random: Random, text: str) -> str:
    """`text` with lines moved, doubled, indented and filled with odd characters."""
    lines = text.split("\n")
    for _ in range(random.choice((1, 2, 5, 20))):
        at = random.randrange(len(lines)) if lines else 0
        match random.randrange(7):
            case 0 if lines:
                del lines[at]
            case 1:
                lines.insert(at, random.choice(WEIRD))
            case 2 if lines:
                lines[at] = " " * random.randrange(9) + lines[at]
            case 3 if lines:
                cut = random.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + random.choice(WEIRD) + lines[at][cut:]
            case 4 if lines:
                lines.insert(at, lines[random.randrange(len(lines))])
            case 5 if lines:
                lines[at] = lines[at].lstrip()
            case _:
                lines.insert(at, str(random.choice(NUMBERS)) + ": [" + "{" * random.randrange(4))
    return random.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines)


def recode(random: Random, text: str) -> bytes:
    """`text` in some encoding, or a mixture of two."""
    codec = random.choice(CODECS)
    data = text.encode(codec, "replace")
    if random.random() < 0.3:
        half = len(text) // 2
        data = text[:half].encode(codec, "replace") + text[half:].encode("utf-8", "replace")
    if random.random() < 0.3:
        cookie = (
            f"# -*- coding: {random.choice((*CODECS, 'hex', 'nope', 'rot13', 'undefined'))} -*-\n"
        )
        data = cookie.encode() + data
    return data


def odd_value(random: Random, depth: int = 0) -> Any:
    """A JSON value of any type."""
    match random.randrange(10 if depth < 4 else 7):
        case 0:
            return None
        case 1:
            return random.random() < 0.5
        case 2 | 3:
            return random.choice(NUMBERS)
        case 4 | 5 | 6:
            return random.choice(WEIRD)
        case 7 | 8:
            return [odd_value(random, depth + 1) for _ in range(random.randrange(4))]
        case _:
            keys = ("source", "cell_type", "text", "outputs", "tags", "cells", "x", "")
            return {random.choice(keys): odd_value(random, depth + 1) for _ in range(3)}


def break_json(random: Random, value: Any) -> Any:
    """The value with something in it replaced, removed, renamed, repeated or buried."""
    for _ in range(random.choice((1, 1, 3, 10))):
        value = _break_at(random, value)
    return value


def _break_at(random: Random, value: Any) -> Any:
    if isinstance(value, dict) and value and random.random() < 0.85:
        key = random.choice(list(value))
        copy = dict(value)
        match random.randrange(9):
            case 0:
                del copy[key]
            case 1:
                copy[random.choice(WEIRD)] = copy.pop(key)
            case 2:
                copy[key] = odd_value(random)
            case _:
                copy[key] = _break_at(random, copy[key])
        return copy
    if isinstance(value, list) and value and random.random() < 0.85:
        at = random.randrange(len(value))
        changed = list(value)
        match random.randrange(8):
            case 0:
                del changed[at]
            case 1:
                changed[at] = odd_value(random)
            case 2:
                changed[at:at] = [changed[at]] * random.choice((2, 50, 2000))
            case _:
                changed[at] = _break_at(random, changed[at])
        return changed
    if isinstance(value, str) and random.random() < 0.6:
        return break_text(random, value)
    if random.random() < 0.1:
        for _ in range(random.choice((50, 300))):
            value = [value]
        return value
    return odd_value(random)


def notebook(random: Random, seeds: Sequence[bytes]) -> bytes:
    """A notebook of any version with faults of structure."""
    raw = json.loads(random.choice(seeds))
    if random.random() < 0.3:
        cells = [_old_cell(random, cell) for cell in raw["cells"]]
        raw = {"nbformat": random.choice((1, 2, 3)), "nbformat_minor": 0, "metadata": {}}
        raw |= {"cells": cells} if random.random() < 0.2 else {"worksheets": [{"cells": cells}]}
    if random.random() < 0.4:
        raw["nbformat"] = random.choice((*NUMBERS, 1, 2, 3, 4, 5, "4", "x", None, [4]))
    raw = break_json(random, raw)
    if random.random() < 0.02:
        return b'{"cells":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    text = json.dumps(raw, ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1)))
    data = text.encode("utf-8", "surrogatepass")
    return break_bytes(random, data, seeds) if random.random() < 0.2 else data


def _old_cell(random: Random, cell: dict[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] != "code":
        return {
            "cell_type": random.choice(("markdown", "heading", "html")),
            "source": cell["source"],
        }
    return {
        "cell_type": "code",
        "language": "python",
        "input": cell["source"],
        "prompt_number": odd_value(random),
        "outputs": [
            {"output_type": "pyout", "text": ["2"], "prompt_number": 1},
            {"output_type": "pyerr", "ename": "E", "evalue": odd_value(random), "traceback": []},
        ],
    }


def one_of(random: Random, *makers: Callable[[], bytes]) -> bytes:
    """What one of the makers makes."""
    return random.choice(makers)()
