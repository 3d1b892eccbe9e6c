"""Collects every text that may hold words of the student's own, before any is judged.

Text cells and files; comments; docstrings, strings that stand alone or are given a name, and the
literal text inside print calls. Text cells of `# %% [markdown]` scripts are in the document as
texts, so the comments that they were written in are left out.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from autograder import syntax
from autograder.explain.facts import Facts
from autograder.explain.model import Passage
from autograder.extract.document import LOCKED, Cell, Document
from autograder.extract.python import parse

_MARKER = re.compile(r"#\s*(?:%%|In\s*\[|!|-\*-|coding[:=]|type:|noqa|pragma|<codecell|region\b)")
_QUOTED = re.compile(r"'''|\"\"\"")
_HASH = re.compile(r"#[\s#]*")
_PRINT_LINE = re.compile(r"\s*print\s*\((.*)")
_STRING = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'")
_LONG_STRING = 12
_TEX_EATEN = re.compile(
    "\a(?=lpha|pprox)|\b(?=ar\\b|ar\\{|ecause|egin|eta|oxed)|\f(?=rac|orall)|\n(?=abla|eq\\b)"
    "|\r(?=ight|ho\\b|m\\b)|\t(?=imes|ext|heta|herefore|o\\b|frac|riangle|ilde)|\v(?=ec)"
)
_TEX_LETTER = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v"}


def passages(document: Document, facts: Facts) -> tuple[Passage, ...]:
    """Return all candidate texts in document order: text cells first, then code."""
    texts = [cell for cell in document.texts if LOCKED not in cell.tags]
    found = [_of_text(cell) for cell in texts if cell.source.strip()]
    for program in document.programs:
        for cell in program.cells:
            if LOCKED in cell.tags:
                continue
            taken = _lines_of_texts(document, cell)
            for line, text in comments(cell):
                if cell.first_line + line - 1 not in taken:
                    found.append(Passage(text, cell.where(line), "comment"))
            for line, text, source in strings(cell):
                if cell.first_line + line - 1 not in taken:
                    found.append(Passage(text, cell.where(line), source))
    known = "\n".join(passage.text for passage in found)
    for printed in facts.printed:
        if printed.literal and printed.text.strip() not in known:
            found.append(Passage(printed.text, printed.where, "print"))
            known += "\n" + printed.text
    return tuple(found)


def _of_text(cell: Cell) -> Passage:
    plain = cell.number is None and cell.file.lower().endswith((".txt", ".text", ".rst"))
    return Passage(cell.source, cell.where(1), "file" if plain else "markdown")


def _lines_of_texts(document: Document, cell: Cell) -> frozenset[int]:
    """Lines of a script that its text cells were taken from."""
    if cell.number is not None:
        return frozenset()
    lines: set[int] = set()
    for text in document.texts:
        if text.file == cell.file and text.number is None:
            count = text.source.count("\n") + 1
            lines.update(range(text.first_line - 1, text.first_line + count + 1))
    return frozenset(lines)


def comments(cell: Cell) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of every comment; comments on adjacent lines of their own are one text."""
    block: list[str] = []
    first = 0
    for line, text, alone in _comment_lines(cell):
        if block and not (alone and line == first + len(block)):
            yield first, "\n".join(block)
            block = []
        if _MARKER.match(text):
            continue
        if not block:
            first = line
        block.append(_HASH.sub("", text, count=1))
        if not alone:
            yield first, "\n".join(block)
            block = []
    if block:
        yield first, "\n".join(block)


def _comment_lines(cell: Cell) -> Iterator[tuple[int, str, bool]]:
    source = cell.source
    if "#" not in source:
        return
    if _may_quote_the_sign(cell):
        yield from _tokenized_comments(source)
        return
    for number, line in enumerate(source.split("\n"), 1):
        code, mark, text = line.partition("#")
        if mark:
            yield number, "#" + text, not code.strip()


def _may_quote_the_sign(cell: Cell) -> bool:
    """Whether some "#" may stand in a string, and so begin no comment."""
    if _QUOTED.search(cell.source) is None:
        return any("#" in part for part in _string_literals(cell.source))
    if cell.plain_tree is None or "\r" in cell.source:
        return True
    constants = (node.value for node in cell.nodes if isinstance(node, ast.Constant))
    return any("#" in repr(value) for value in constants if isinstance(value, str | bytes))


def _string_literals(source: str) -> list[str]:
    return re.findall(r"\"[^\"\n]*\"|'[^'\n]*'", source)


def _tokenized_comments(source: str) -> Iterator[tuple[int, str, bool]]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                alone = not token.line[: token.start[1]].strip()
                yield token.start[0], token.string, alone
    except (tokenize.TokenError, SyntaxError, ValueError):
        # What came before the broken place has been yielded already.
        return


def strings(cell: Cell) -> Iterator[tuple[int, str, str]]:
    """Yield (line, text, source) of docstrings, free-standing and named strings, and prints."""
    source = cell.source
    if '"' not in source and "'" not in source:
        return
    nodes = _nodes(cell)
    if nodes is None:
        for line, text in enumerate(source.split("\n"), 1):
            if match := _PRINT_LINE.match(text):
                yield line, " ".join(map("".join, _STRING.findall(match.group(1)))), "print"
        return
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            if isinstance(node.value.value, str):
                yield node.lineno, _with_tex(node.value.value), "docstring"
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            text = _literal(node.value)
            if len(text) >= _LONG_STRING:
                yield node.lineno, text, "docstring"
        elif isinstance(node, ast.Call):
            name = node.func
            called = name.id if isinstance(name, ast.Name) else getattr(name, "attr", "")
            if called in {"print", "display", "Markdown", "write"}:
                text = " ".join(filter(None, _printed(node.args)))
                if text.strip():
                    yield node.lineno, text, "print"


def _printed(arguments: list[ast.expr]) -> Iterator[str]:
    """The literal texts of a print; one that a value follows ends in a colon, as a label does."""
    for index, argument in enumerate(arguments):
        text = _literal(argument)
        followed = index + 1 < len(arguments) and not _literal(arguments[index + 1]).strip()
        labels = followed and text.strip() and text.rstrip()[-1] not in ":：=。.!！?？"
        yield text.rstrip() + ":" if labels else text


def _nodes(cell: Cell) -> list[ast.AST] | None:
    if cell.plain_tree is not None:
        return cell.nodes
    # Magics and shell lines are no Python; the rest of the cell may still be.
    kept = parse(re.sub(r"(?m)^\s*[%!?].*$", "", cell.source))
    return None if kept is None else syntax.nodes(kept)


def _with_tex(text: str) -> str:
    r"""The text with the TeX commands whose first letter Python took for an escape: "\frac"."""
    return _TEX_EATEN.sub(lambda match: "\\" + _TEX_LETTER[match.group()], text)


def _literal(node: ast.expr) -> str:
    """The literal text of a string expression; a blank for each value put into it."""
    if isinstance(node, ast.Constant):
        return _with_tex(node.value) if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) or " … " for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return _literal(node.left) + _literal(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _literal(node.func.value) if node.func.attr in {"format", "strip"} else ""
    if isinstance(node, ast.Tuple):
        return ""
    return ""
