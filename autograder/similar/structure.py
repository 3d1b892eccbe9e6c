"""A hash of what a program is, whatever its names, layout and comments are."""

from __future__ import annotations

import ast
import hashlib

from autograder.extract.document import Document


def structure_of(document: Document) -> str | None:
    """The hash of the syntax trees of all programs; None where nothing parses.

    Names of variables, functions and arguments count by the order in which they first come;
    attributes, keywords and constants count as they are. Cells that do not parse are left out.
    """
    found = hashlib.blake2b(digest_size=12)
    some = False
    names: dict[str, int] = {}
    for program in document.programs:
        for cell in program.cells:
            tree = cell.plain_tree
            if tree is None:
                continue
            some = some or bool(tree.body)
            for part in _parts(tree, names):
                found.update(part.encode("utf-8", "replace") + b"\0")
    return found.hexdigest() if some else None


def _parts(tree: ast.Module, names: dict[str, int]) -> list[str]:
    """The tree as words, in order, without recursion: foreign code may be nested deeply."""
    parts: list[str] = []
    waiting: list[object] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, ast.AST):
            parts.append(type(item).__name__)
            fields = list(ast.iter_fields(item))
            for name, value in reversed(fields):
                if name in ("ctx", "type_comment", "kind"):
                    continue
                named = name == "id" or (
                    name in ("name", "arg") and not isinstance(item, ast.keyword | ast.alias)
                )
                if named and isinstance(value, str):
                    waiting.append(f"#{names.setdefault(value, len(names))}")
                else:
                    waiting.append(value)
        elif isinstance(item, list):
            parts.append(f"[{len(item)}")
            waiting.extend(reversed(item))
        else:
            parts.append(repr(item))
    return parts
