"""Grad mode: `with torch.no_grad()` left out, or around more or other statements than it should be.

Why: which statement stands in the block is the whole exercise, and indentation is easily lost.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.source import Change, Source, dedented, indented

EXAMPLES = (
    ("with torch.no_grad():\n    b = a * 2\n", "b = a * 2\n"),
    (
        "with torch.no_grad():\n    b = a * 2\nc = a + b\n",
        "with torch.no_grad():\n    b = a * 2\n    c = a + b\n",
    ),
    ("a = x * 2\nb = a + 1\n", "with torch.no_grad():\n    a = x * 2\n    b = a + 1\n"),
)

_MODES = ("no_grad", "inference_mode", "set_grad_enabled", "enable_grad")


def mutate(source: Source) -> Iterator[Change]:
    """Drop each block, let it swallow a neighbour, put each computation into one, wrap all."""
    for block, index in source.statements():
        statement = block[index]
        if isinstance(statement, ast.With) and _mode(statement):
            yield _dropped(source, statement)
            yield from _grown(source, block, index, statement)
        elif isinstance(statement, ast.Assign) and not _inside(source, statement):
            text = source.lines_of(statement)
            pad = " " * statement.col_offset
            yield Change(
                "statement put under no_grad",
                statement.lineno,
                source.with_lines(
                    statement.lineno,
                    statement.end_lineno or statement.lineno,
                    f"{pad}with torch.no_grad():\n{indented(text)}",
                ),
            )
    yield from _wrapped(source)


def _mode(statement: ast.With) -> str:
    """The grad mode that a block enters, or nothing."""
    for item in statement.items:
        function = item.context_expr.func if isinstance(item.context_expr, ast.Call) else None
        name = getattr(function, "attr", getattr(function, "id", ""))
        if name in _MODES:
            return str(name)
    return ""


def _inside(source: Source, statement: ast.stmt) -> bool:
    return any(
        isinstance(node, ast.With)
        and _mode(node)
        and node.lineno <= statement.lineno <= (node.end_lineno or 0)
        for node in source.nodes
    )


def _dropped(source: Source, block: ast.With) -> Change:
    body = source.lines_of(*block.body)
    width = block.body[0].col_offset - block.col_offset
    last = block.end_lineno or block.lineno
    text = source.with_lines(block.lineno, last, dedented(body, width))
    return Change(f"{_mode(block)} dropped", block.lineno, text)


def _grown(
    source: Source, siblings: list[ast.stmt], index: int, block: ast.With
) -> Iterator[Change]:
    pad = " " * (block.body[0].col_offset - block.col_offset)
    last = block.end_lineno or block.lineno
    if index + 1 < len(siblings):
        after = siblings[index + 1]
        moved = indented(source.lines_of(after), pad)
        gap = source.with_lines(after.lineno, after.end_lineno or after.lineno, moved)
        yield Change(f"statement after {_mode(block)} moved into it", after.lineno, gap)
    if index > 0 and isinstance(siblings[index - 1], ast.Assign):
        before = siblings[index - 1]
        head = source.with_lines(block.lineno, block.lineno, "")
        moved = Source(head).with_lines(
            before.lineno,
            before.end_lineno or before.lineno,
            source.lines_of(block)[: source.lines_of(block).index("\n") + 1]
            + indented(source.lines_of(before), pad),
        )
        yield Change(f"statement before {_mode(block)} moved into it", before.lineno, moved)
    if len(block.body) > 1:
        out = block.body[-1]
        text = source.with_lines(out.lineno, last, dedented(source.lines_of(out), len(pad)))
        yield Change(f"last statement moved out of {_mode(block)}", out.lineno, text)


def _wrapped(source: Source) -> Iterator[Change]:
    body = [
        s
        for s in source.tree.body
        if not isinstance(s, (ast.Import, ast.ImportFrom))
        and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
    ]
    if len(body) > 1:
        first, last = body[0].lineno, body[-1].end_lineno or body[-1].lineno
        text = "".join(source.text.splitlines(keepends=True)[first - 1 : last])
        yield Change(
            "everything under no_grad",
            first,
            source.with_lines(first, last, "with torch.no_grad():\n" + indented(text)),
        )
