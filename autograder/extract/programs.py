"""Which of a submission's programs are to be run, the likeliest answer first."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autograder.extract.document import Cell, Program
from autograder.extract.markers import is_noise, without_header
from autograder.ingest.names import natural_key

_IMPORT_LINE = re.compile(r"(?m)^[ \t]*(?:from\s+([\w.]+)\s+import\b|import\s+([\w.]+))")
_DERIVES = re.compile(r"\.backward\s*\(|\bgrad\s*\(|\.grad\b|\bno_grad\b")


@dataclass
class _Candidate:
    """A program with what the choice rests on."""

    program: Program
    texts: Sequence[Cell]
    imports: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for cell in self.program.cells:
            if cell.tree is None:
                found = _IMPORT_LINE.findall(cell.source)
                self.imports.update(plain or named for plain, named in found)
            else:
                self.imports.update(_imports(cell.nodes))

    @property
    def rank(self) -> tuple[object, ...]:
        """Sort key: torch and derivatives first, notebooks before scripts, then by name."""
        code = "\n".join(cell.source for cell in self.program.cells)
        torch = any(name.split(".")[0] == "torch" for name in self.imports)
        likely = 2 * torch + bool(_DERIVES.search(code))
        return -likely, self.program.style != "notebook", natural_key(self.program.file)

    @cached_property
    def fingerprint(self) -> tuple[str, ...]:
        """What the code says, without layout, comments and IPython's own lines."""
        parts: list[str] = []
        for cell in self.program.cells:
            if cell.tree is None:
                lines = (line.split("#")[0].strip() for line in cell.source.split("\n"))
                parts.extend(line for line in lines if line)
            else:
                parts.extend(_dump(node) for node in cell.tree.body)
        return tuple(part for part in parts if part)

    def words(self) -> set[str]:
        """Every comment and line of text, bare, to see whether a copy holds more of them."""
        found: set[str] = set()
        for cell in self.texts:
            found.update(_bare(line) for line in cell.source.split("\n"))
        for cell in self.program.cells:
            for line in without_header(cell.source).split("\n"):
                _, mark, comment = line.partition("#")
                if mark and not is_noise(mark + comment):
                    found.add(_bare(comment))
        return found - {""}


def choose(candidates: Sequence[tuple[Program, Sequence[Cell]]]) -> tuple[Program, ...]:
    """The programs to run, in order, given with the text cells of the same file.

    Modules that another program imports are left out, and so are copies of a program (a notebook
    and the script exported from it) that hold no further words of the student's.
    """
    ranked = sorted((_Candidate(*pair) for pair in candidates), key=lambda c: c.rank)
    kept: list[_Candidate] = []
    for candidate in _not_imported(ranked):
        if not any(
            candidate.fingerprint == other.fingerprint and candidate.words() <= other.words()
            for other in kept
        ):
            kept.append(candidate)
    return tuple(candidate.program for candidate in kept)


def imported_files(importer: str, modules: set[str], files: set[str]) -> set[str]:
    """Which of `files` the modules imported by the file `importer` are."""
    found = set()
    for module in modules:
        path = module.replace(".", "/")
        for folder in {posixpath.dirname(importer), ""}:
            for ending in (".py", "/__init__.py"):
                target = posixpath.join(folder, path + ending)
                if target in files and target != importer:
                    found.add(target)
    return found


def _not_imported(ranked: list[_Candidate]) -> list[_Candidate]:
    files = {c.program.file for c in ranked}
    uses = {c.program.file: imported_files(c.program.file, c.imports, files) for c in ranked}
    imported = set().union(*uses.values()) if uses else set()
    reached: set[str] = set()

    def reach(file: str) -> None:
        pending = [file]
        while pending:
            current = pending.pop()
            if current not in reached:
                reached.add(current)
                pending.extend(uses[current])

    roots = [c for c in ranked if c.program.file not in imported]
    for root in roots:
        reach(root.program.file)
    # What is left imports each other in a circle; the likeliest of them is where one starts.
    for candidate in ranked:
        if candidate.program.file not in reached:
            roots.append(candidate)
            reach(candidate.program.file)
    return sorted(roots, key=lambda c: c.rank)


def _imports(nodes: list[ast.AST]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            found.add(base)
            found.update(f"{base}.{alias.name}".lstrip(".") for alias in node.names)
    return found - {""}


def _dump(node: ast.stmt) -> str:
    """A statement's tree as text; empty for what export or masking makes of a magic."""
    if isinstance(node, ast.Pass):
        return ""
    try:
        text = ast.dump(node)
    except RecursionError:
        # Only a chain of many hundred operators is so deep; its place tells it apart well enough.
        return f"deep expression, lines {node.lineno} to {node.end_lineno}"
    return "" if isinstance(node, ast.Expr) and "get_ipython" in text else text


def _bare(text: str) -> str:
    return re.sub(r"[\s#>*`$-]+", "", text)
