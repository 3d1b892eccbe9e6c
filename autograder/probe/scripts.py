"""Scripts run statement by statement, so that an error in one does not hide the next.

A script that does not compile as a whole is taken apart into the top-level chunks that do; each
place that does not compile is reported where it stands.
"""

from __future__ import annotations
import __future__

import ast
import codeop
import linecache
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from types import CodeType

from autograder.probe.session import Session
from autograder.probe.standins import missing_package

_CONTINUES = re.compile(r"(else|elif|except|finally)\b|[)\]}]")
_IPYTHON_LINE = re.compile(r"^\s*([%!?]|[\w, ]+=\s*[%!])|^[\w.]+\?{1,2}\s*$", re.MULTILINE)
_FUTURE_FLAGS = 0
for _name in __future__.all_feature_names:
    _FUTURE_FLAGS |= getattr(__future__, _name).compiler_flag

_GROWTH = 80
"""Top-level lines that one unfinished chunk may reach over."""

_REPAIRS = 20
"""Lines of one block that may be left out because they do not compile."""


@dataclass(frozen=True)
class Broken:
    """A place that does not compile."""

    line: int
    error: SyntaxError


Piece = ast.stmt | Broken


def parse(source: str, filename: str = "<script>") -> tuple[Piece, ...]:
    """The top-level statements of a script, with what does not compile in its place."""
    source = source.replace("\0", "\x01")
    try:
        return tuple(ast.parse(source, filename).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        with warnings.catch_warnings():
            # The pieces are read several times.
            warnings.simplefilter("ignore")
            return tuple(_salvage(source.split("\n")))


def singles(statement: ast.stmt) -> tuple[ast.stmt, ...]:
    """`import a, b` as `import a` and `import b`, so that one missing package costs only itself."""
    if not isinstance(statement, ast.Import) or len(statement.names) < 2:
        return (statement,)
    return tuple(
        ast.copy_location(ast.Import(names=[alias]), statement) for alias in statement.names
    )


def future_flags(code: CodeType) -> int:
    """The `from __future__` features with which `code` was compiled."""
    return code.co_flags & _FUTURE_FLAGS


def remember(filename: str, source: str) -> None:
    """Let tracebacks and `inspect.getsource` find the source of `filename`."""
    lines = [line + "\n" for line in source.split("\n")]
    linecache.cache[filename] = (len(source), None, lines, filename)


def has_ipython_lines(source: str) -> bool:
    """Whether a script holds lines that only IPython understands."""
    return _IPYTHON_LINE.search(source) is not None


def run(
    session: Session,
    source: str,
    filename: str,
    namespace: dict[str, object],
    transform: Callable[[str], str],
) -> None:
    """Run the statements of a script one after another in `namespace`.

    Each error is reported and the next statement runs, but an uncaught SystemExit ends the
    script. `transform` turns IPython's own syntax into Python; it is asked only when needed.
    """
    remember(filename, source)
    flags = 0
    for number, piece in enumerate(
        session.once((filename, source), lambda: _pieces(source, filename, transform))
    ):
        if isinstance(piece, Broken):
            session.line = piece.line
            session.fail(piece.error, syntax=True, line=piece.line)
            continue
        if number and isinstance(piece, ast.Expr) and isinstance(piece.value, ast.Constant):
            # Compiled alone, a string would become the module's docstring.
            continue
        for part, statement in enumerate(singles(piece)):
            session.line = statement.lineno
            try:
                code = session.once(
                    (filename, number, part),
                    partial(_compile, statement, filename, flags),
                )
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                session.fail(error, syntax=True, line=getattr(error, "lineno", None))
                continue
            flags |= future_flags(code)
            try:
                exec(code, namespace)  # noqa: S102 - running the student's code is the purpose
            except SystemExit as error:
                session.fail(error)
                session.done(statement.lineno, namespace)
                return
            except BaseException as error:
                package = missing_package(error, statement)
                if package is None:
                    session.fail(error)
                else:
                    session.skip("module", package)
            session.done(statement.lineno, namespace)


def _pieces(source: str, filename: str, transform: Callable[[str], str]) -> tuple[Piece, ...]:
    pieces = parse(source, filename)
    if any(isinstance(piece, Broken) for piece in pieces) and has_ipython_lines(source):
        return parse(transform(source))
    return pieces


def _compile(statement: ast.stmt, filename: str, flags: int) -> CodeType:
    code: CodeType = compile(
        ast.Module([statement], []), filename, "exec", flags, dont_inherit=True
    )
    return code


def _salvage(lines: list[str]) -> Iterator[Piece]:
    starts = [
        number
        for number, line in enumerate(lines)
        if line.strip()
        and (not line[0].isspace() or number == 0)
        and line[0] != "#"
        and not _CONTINUES.match(line)
    ]
    if not starts or any(line.strip() and line[0] != "#" for line in lines[: starts[0]]):
        starts.insert(0, 0)
    ends = [*starts[1:], len(lines)]
    at = 0
    while at < len(starts):
        first = starts[at]
        for reach in range(at, min(at + _GROWTH, len(starts))):
            block = lines[first : ends[reach]]
            body = _body(block, first)
            if not isinstance(body, Broken):
                yield from body
                at = reach + 1
                break
            if not _unfinished(block):
                yield from _mend(lines[first : ends[at]], first)
                at += 1
                break
        else:
            yield from _mend(lines[first : ends[at]], first)
            at += 1


def _body(block: list[str], first: int) -> list[ast.stmt] | Broken:
    """The statements of a block of lines that begins after `first` lines."""
    try:
        # The lines in front make all line numbers right, those inside of messages too.
        return ast.parse("\n" * first + "\n".join(block) + "\n").body
    except SyntaxError as error:
        last = first + len(block)
        return Broken(min(max(error.lineno or 1, first + 1), last), error)
    except (ValueError, RecursionError, MemoryError) as error:
        return Broken(first + 1, SyntaxError(str(error) or "too complex to compile"))


def _unfinished(block: list[str]) -> bool:
    try:
        return codeop.compile_command("\n".join(block), symbol="exec") is None
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return False


def _mend(block: list[str], first: int) -> Iterator[Piece]:
    """Save what can be saved of a block that does not compile."""
    broken = _body(block, first)
    if not isinstance(broken, Broken):
        yield from broken
        return
    if isinstance(broken.error, IndentationError):
        yield from _mend_indentation(block, first, broken)
    else:
        yield broken
        yield from _mend_lines(block, first, broken)


def _mend_indentation(block: list[str], first: int, broken: Broken) -> Iterator[Piece]:
    """Run what stands before a line with a wrong indentation, and what it begins."""
    bad = broken.line - first - 1
    before = _body(block[:bad], first)
    if not isinstance(before, Broken):
        yield from before
    yield broken
    # Under an `if`, the rest keeps its columns; the extra line is taken off again.
    under = _body(["if 1:", *block[bad:]], first + bad - 1) if bad else broken
    if not isinstance(under, Broken) and isinstance(under[0], ast.If):
        yield from under[0].body
        yield from under[1:]


def _mend_lines(block: list[str], first: int, broken: Broken) -> Iterator[Piece]:
    """Leave out lines inside a block, such as a Python 2 `print`, until the rest compiles."""
    mended = list(block)
    further: list[Broken] = []
    for _ in range(_REPAIRS):
        line = mended[broken.line - first - 1] if broken.line - first <= len(mended) else ""
        code = line.partition("#")[0].rstrip()
        inside = broken.line - first > 1 and line[:1].isspace()
        if not inside or code.endswith(":") or isinstance(broken.error, IndentationError):
            return
        indent = line[: len(line) - len(line.lstrip())]
        mended[broken.line - first - 1] = indent + "pass"
        body = _body(mended, first)
        if not isinstance(body, Broken):
            yield from further
            yield from body
            return
        if body.line == broken.line:
            return
        broken = body
        further.append(body)
