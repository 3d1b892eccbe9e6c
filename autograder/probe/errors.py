"""An exception of the student's as a `Raised` frame: their own lines only, never ours."""

from __future__ import annotations

from autograder.evidence.schema import Raised, Site
from autograder.probe.sites import Sites

MESSAGE_CAP = 2_000
"""Characters of a message at the most."""

STACK_CAP = 32
"""Entries of a stack at the most; a deep recursion keeps its two ends."""


def clean(text: str) -> str:
    """Text that can be encoded: lone surrogates become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def clip(text: str, cap: int = MESSAGE_CAP) -> str:
    """Clean text of at most `cap` characters, with a mark where it was cut."""
    text = clean(text)
    return text if len(text) <= cap else text[: cap - 1] + "…"


def raised(
    error: BaseException, *, seq: int, unit: int, line: int, sites: Sites, syntax: bool = False
) -> Raised:
    """Describe `error`, which left the statement at `unit` and `line`.

    The exceptions that it was raised from, or while handling, are told in the message, because
    the student's own `raise ValueError(...)` often hides what autograd said. With `syntax` the
    place is that of the syntax error. The stack is never empty.
    """
    if syntax and isinstance(error, SyntaxError):
        return Raised(
            seq=seq,
            type=type(error).__name__,
            message=clip(error.msg or "invalid syntax"),
            stack=(Site(unit, line),),
            unit=unit,
            syntax=True,
        )
    stack = _stack(error, sites) or (Site(unit, line),)
    return Raised(
        seq=seq,
        type=clip(type(error).__name__, 200),
        message=clip("\n".join(_messages(error))),
        stack=stack,
        unit=unit,
        syntax=syntax,
    )


def _stack(error: BaseException, sites: Sites) -> tuple[Site, ...]:
    found: list[Site] = []
    trace = error.__traceback__
    while trace is not None:
        site = sites.at(trace.tb_frame.f_code, trace.tb_lasti, trace.tb_lineno)
        if site is not None:
            found.append(site)
        trace = trace.tb_next
    if len(found) > STACK_CAP:
        half = STACK_CAP // 2
        found = found[:half] + found[-half:]
    return tuple(found)


def _messages(error: BaseException) -> list[str]:
    told = [_text(error)]
    seen = {id(error)}
    current: BaseException | None = error
    while current is not None and len(told) < 8:
        told.extend(f"contains {_named(inner)}" for inner in _members(current))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
        if current is None or id(current) in seen:
            break
        seen.add(id(current))
        told.append(f"caused by {_named(current)}")
    return told


def _members(error: BaseException) -> tuple[BaseException, ...]:
    # Exception groups exist from Python 3.11 on.
    members = getattr(error, "exceptions", ())
    if not isinstance(members, tuple):
        return ()
    return tuple(member for member in members[:4] if isinstance(member, BaseException))


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {_text(error)}"


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:  # A student's own __str__ may raise anything.
        return "(its message cannot be shown)"
