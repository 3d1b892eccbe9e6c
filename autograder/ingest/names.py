"""Names that strangers gave: which are junk, how they sort, and how they become safe."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from autograder.ingest.encodings import guess

NAME_BYTES = 160
"""UTF-8 bytes of a submission name: a report adds endings, and file systems end at 255."""

_PATH_PART_BYTES = 200
_JUNK = {"__macosx", "__pycache__", "thumbs.db", "desktop.ini", "node_modules", "site-packages"}
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_WINDOWS_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_ENDINGS = re.compile(
    r"(?i)\.(py|pyw|ipynb|md|markdown|rst|txt|tex|json|html?|pdf|docx?|rtf|odt|png|jpe?g|bmp|gif"
    r"|zip|rar|7z|tar|tar\.(?:gz|bz2|xz)|tgz|gz|bz2|xz)$"
)
_INVISIBLE = ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name was left by a system or tool, not by the student.

    Tools hide their files behind one dot; a name that begins with two is somebody's, if odd.
    """
    hidden = name.startswith((".", "~$")) and not name.startswith("..")
    return hidden or name.casefold() in _JUNK


def natural_key(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sort key under which "a2" comes before "a10"; distinct names never tie."""
    parts: list[tuple[int, int, str]] = []
    for part in re.split(r"([0-9]+)", name):
        if part.isdigit() and part.isascii():
            digits = part.lstrip("0")
            parts.append((0, len(digits), digits))
        elif part:
            parts.append((1, 0, part.casefold()))
    return tuple(parts), name


def readable(name: str) -> str:
    """A name from the file system as text: bytes that are not UTF-8 are decoded by guess."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return guess(os.fsencode(name))
    return name


def visible(text: str) -> str:
    """`text` in NFC without control characters, direction marks and other invisible characters."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for c in normal if unicodedata.category(c) not in _INVISIBLE)


def safe_name(text: str, max_bytes: int = NAME_BYTES) -> str:
    """`text` as one file name on any system: Chinese stays; separators become "_".

    Over-long names lose their middle, so that an ending survives. Never empty.
    """
    name = _FORBIDDEN.sub("_", visible(text))
    name = " ".join(name.split()).strip(" .")
    if not name:
        return "unnamed"
    if _WINDOWS_DEVICES.match(name):
        name = "_" + name
    return _shorten(name, max_bytes)


def safe_path(raw: str) -> tuple[str, bool] | None:
    """A path from an archive as a safe relative posix path, and whether it was well-behaved.

    Roots and drives are dropped. None when it climbs out with ".." or names nothing.
    """
    path = raw.replace("\\", "/")
    tame = not path.startswith("/")
    drive = re.match(r"^/*[A-Za-z]:", path)
    if drive:
        path, tame = path[drive.end() :], False
    parts = [part for part in path.split("/") if part.strip() not in ("", ".")]
    if not parts or any(visible(part).strip() == ".." for part in parts):
        return None
    return "/".join(safe_name(part, _PATH_PART_BYTES) for part in parts), tame


def split_ending(name: str) -> tuple[str, str]:
    """A file name without the ending that handed-in files have, and that ending without a dot."""
    match = _ENDINGS.search(name)
    if match is None or match.start() == 0:
        return name, ""
    return name[: match.start()], match.group(1)


def unique_names(labels: Iterable[tuple[str, str]]) -> list[str]:
    """Safe names for (stem, ending) pairs, in order, no two alike on any file system.

    A stem that stands alone is the name; where several share one, each gets its ending
    ("alice_py", "alice_md"), so that names do not depend on the order; then numbers decide.
    """
    pairs = [(safe_name(stem), ending) for stem, ending in labels]
    counts: dict[str, int] = {}
    for stem, _ in pairs:
        counts[stem.casefold()] = counts.get(stem.casefold(), 0) + 1
    names: list[str] = []
    # A lone stem keeps its name, whatever numbered name another entry would like to have.
    taken = {stem for stem, count in counts.items() if count == 1}
    for stem, ending in pairs:
        if counts[stem.casefold()] == 1:
            names.append(stem)
            continue
        base = f"{stem}_{safe_name(ending)}" if ending else stem
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _shorten(name: str, max_bytes: int) -> str:
    if len(name.encode()) <= max_bytes:
        return name
    ending = PurePath(name).suffix
    if len(ending.encode()) > 16:
        ending = ""
    stem = name[: len(name) - len(ending)].encode()[: max_bytes - len(ending.encode()) - 1]
    return stem.decode(errors="ignore").rstrip(" .") + "~" + ending
