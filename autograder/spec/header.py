"""The header of a sample: what it is expected to earn, written in the sample itself.

In a script or text file it is the leading lines `# expect: copied_hint`, `# score: 4`; in Markdown
also the same lines in one HTML comment; in a notebook the metadata key `autograder`. Keys:

    expect        code of the first diagnosis
    score         points
    also          further codes that must be reported, comma separated
    expect-note   codes of warnings or notes that must be reported, comma separated
    lang          zh or en: the language that the report must be in
    message.zh, message.en, hint.zh, hint.en
                  feedback for submissions that behave like this one

The header is taken off before the sample is graded; lines are blanked, so line numbers stay.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from autograder.spec.problems import SpecProblem, suggestion

KEYS = (
    "expect",
    "score",
    "also",
    "expect-note",
    "lang",
    "message.zh",
    "message.en",
    "hint.zh",
    "hint.en",
)
NOTEBOOK_KEY = "autograder"
_LINE = re.compile(r"\s*(?:#+\s*)?([A-Za-z][A-Za-z.\-]*)\s*:\s*(.*?)\s*\Z")
_SKIPPED = re.compile(r"\s*(#!.*|#.*coding[:=].*)?\s*\Z")
_COMMENT = re.compile(r"\s*<!--(.*?)-->", re.DOTALL)


@dataclass(frozen=True)
class Header:
    """The values by key, and the 1-based line of each (None in notebooks)."""

    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Split:
    """A file taken apart: its header, the bytes without it, and what is wrong with the header."""

    header: Header
    body: bytes
    problems: tuple[SpecProblem, ...] = ()


def split(name: str, data: bytes) -> Split:
    """Take the header off the bytes of a sample file called `name`; never raises."""
    if name.endswith(".ipynb"):
        return _split_notebook(name, data)
    if name.endswith((".py", ".md", ".txt")):
        return _split_lines(name, data)
    return Split(Header(), data)


def _split_lines(name: str, data: bytes) -> Split:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        # One character per byte: headers are ASCII there, and the rest goes back unchanged.
        text = data.decode("latin-1")
    encoding = "utf-8" if text.encode("utf-8") == data else "latin-1"
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text[len(bom) :].splitlines(keepends=True)
    comment = _COMMENT.match("".join(lines)) if name.endswith(".md") else None
    reach = len(lines) if comment is None else comment.group(0).count("\n") + 1
    header, problems = Header(), []
    for index, line in enumerate(lines[:reach]):
        bare = line.replace("<!--", "").replace("-->", "") if comment is not None else line
        found = _LINE.match(bare.rstrip("\r\n"))
        is_header_line = found is not None and (comment is not None or "#" in line)
        if found is not None and is_header_line and found.group(1) in KEYS:
            key = found.group(1)
            if key in header.values:
                problems.append(SpecProblem(name, index + 1, f"`{key}:` is given twice"))
            header.values[key] = found.group(2)
            header.lines[key] = index + 1
        elif found is not None and is_header_line and _is_typing_error(found.group(1)):
            tail = suggestion(found.group(1), KEYS)
            problems.append(SpecProblem(name, index + 1, f"unknown key {found.group(1)!r}{tail}"))
        elif not _SKIPPED.match(bare):
            break
        else:
            continue
        if comment is None:
            lines[index] = line[len(line.rstrip("\r\n")) :]
    if comment is not None and header.values:
        blank = "\n" * comment.group(0).count("\n")
        lines = [blank + "".join(lines)[comment.end() :]]
    body = (bom + "".join(lines)).encode(encoding)
    return Split(header, body if header.values else data, tuple(problems))


def _is_typing_error(key: str) -> bool:
    return bool(get_close_matches(key.lower(), KEYS, n=1, cutoff=0.8))


def _split_notebook(name: str, data: bytes) -> Split:
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
        entry = notebook["metadata"].pop(NOTEBOOK_KEY)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Split(Header(), data)
    body = json.dumps(notebook, ensure_ascii=False, indent=1).encode("utf-8")
    if not isinstance(entry, dict):
        problem = SpecProblem(name, None, f"metadata.{NOTEBOOK_KEY} must be an object")
        return Split(Header(), body, (problem,))
    header, problems = Header(), []
    for key, value in _flat(entry).items():
        if key not in KEYS:
            tail = suggestion(key, KEYS)
            problems.append(
                SpecProblem(name, None, f"unknown key {key!r} in metadata.{NOTEBOOK_KEY}{tail}")
            )
        else:
            header.values[key] = value
            header.lines[key] = None
    return Split(header, body, tuple(problems))


def _flat(entry: dict[str, object]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in entry.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": str(text) for inner, text in value.items()})
        elif isinstance(value, list):
            flat[key] = ", ".join(str(item) for item in value)
        else:
            flat[key] = str(value)
    return flat
