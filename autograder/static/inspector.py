"""Reads every program and applies every rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from autograder.extract.decode import decode
from autograder.extract.document import Cell, Document
from autograder.extract.notebook import looks_like_notebook
from autograder.extract.programs import imported_files
from autograder.static.findings import Finding, Findings
from autograder.static.plain import is_plain
from autograder.static.rule import all_rules
from autograder.static.source import Code, read_unit
from autograder.static.targets import targets_of

_MAX_FINDINGS = 500


def inspect(document: Document) -> Findings:
    """All findings in document order, and the names that each line assigns to. Never raises."""
    files = frozenset(name for name, _ in document.files)
    programs = [
        Code(
            index,
            tuple(read_unit(position, cell) for position, cell in enumerate(program.cells)),
            files,
        )
        for index, program in enumerate(document.programs)
    ]
    targets = {
        (index, unit.index, line): names
        for index, code in enumerate(programs)
        for unit in code.units
        for line, names in targets_of(unit.nodes).items()
    }
    items: list[Finding] = []
    for code in (*programs, *_modules(document, programs)):
        items.extend(_findings(code))
    plain = frozenset(index for index, code in enumerate(programs) if is_plain(code))
    return Findings(tuple(items[:_MAX_FINDINGS]), targets, plain)


def _findings(code: Code) -> list[Finding]:
    items: list[Finding] = []
    for rule in all_rules():
        if code.index is None and not rule.for_modules:
            continue
        # Only a chain of hundreds of operators is deeper than Python's stack.
        with suppress(RecursionError):
            items.extend(rule.check(code))
    return sorted(items, key=lambda item: (item.where.cell or 0, item.where.line or 0))


def _modules(document: Document, programs: list[Code]) -> Iterator[Code]:
    """The student's own modules that programs import, directly or through each other."""
    sources = {name: data for name, data in document.files if name.lower().endswith(".py")}
    done = {program.file for program in document.programs}
    pending = [
        (program.file, code) for program, code in zip(document.programs, programs, strict=True)
    ]
    while pending:
        importer, code = pending.pop(0)
        for name in sorted(imported_files(importer, code.names.imported, set(sources)) - done):
            done.add(name)
            text = decode(sources[name]).text
            if looks_like_notebook(text):
                continue
            module = Code(None, (read_unit(0, Cell("code", text, name)),), code.files)
            pending.append((name, module))
            yield module
