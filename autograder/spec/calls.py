"""calls.py, the teacher's functions that call those of students: what `call` may name.

Only read as text: nothing of it runs outside the sandbox.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.spec.problems import SpecProblem, suggestion
from autograder.spec.source import Data, Place, Source, dotted
from autograder.spec.view import View, checks_of

CALLS = "calls.py"
DRAW = "draw"
"""The parameter of such a function that is no name of the program's."""

_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*\Z")
_ONLY = ("call", "rounds", "titles", "rtol", "atol", "tracking", "wall_s", "memory_mb")


def check_calls(source: Source, folder: Path, shown: str) -> str:
    """Note in `source` every check of kind call that names nothing; returns the text of calls.py.

    Args:
        source: the assignment.yaml that was read.
        folder: where calls.py lies.
        shown: how to call calls.py in messages.
    """
    views = checks_of(View(source, (), source.data))
    checks = [(view.place, view.data) for view in views if isinstance(view.data, dict)]
    for place, check in checks:
        _check_keys(source, place, check)
    calls = [(place, check) for place, check in checks if check.get("kind") == "call"]
    named = [(place, name) for place, check in calls if isinstance(name := check.get("call"), str)]
    for place, check in calls:
        _check_short(source, (*place, "call"), check.get("call"))
    if not named:
        return ""
    try:
        text = (folder / CALLS).read_bytes().decode("utf-8-sig")
    except OSError:
        place, name = named[0]
        message = f"names the function {name!r}, but there is no {CALLS} in the folder"
        source.add((*place, "call"), f"{dotted((*place, 'call'))} {message}")
        return ""
    except UnicodeDecodeError:
        source.problems.append(SpecProblem(shown, None, "is not UTF-8; save the file as UTF-8"))
        return ""
    try:
        tree = ast.parse(text, CALLS)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        what = getattr(error, "msg", None) or str(error)
        source.problems.append(SpecProblem(shown, line, f"is not valid Python: {what}"))
        return text
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    for place, name in named:
        where = (*place, "call")
        if name not in functions:
            tail = suggestion(name, functions) or f"; {CALLS} defines no function"
            source.add(where, f"{dotted(where)}: {CALLS} has no function {name!r}{tail}")
        else:
            for line, message in _faults(functions[name]):
                problem = SpecProblem(shown, line, f"the function {name!r} {message}")
                if problem not in source.problems:
                    source.problems.append(problem)
    return text


def _check_keys(source: Source, place: Place, check: dict[str, Data]) -> None:
    if check.get("kind") == "call":
        if not isinstance(check.get("call"), str | dict):
            source.add(
                place,
                f"{dotted(place)} has kind call and so needs the key 'call': the name of a "
                f"function in {CALLS}, or the short form {{function: f, inputs: [{{shape: [3]}}]}}",
            )
        return
    for key in _ONLY:
        if key in check and not (key == "call" and check.get("kind") == "uses"):
            source.add(
                (*place, key),
                f"{dotted((*place, key))}: the key {key!r} belongs to kind call, and this check "
                f"has kind {check.get('kind')}",
            )


def _check_short(source: Source, place: Place, call: Data) -> None:
    if not isinstance(call, dict):
        return
    function = call.get("function")
    if isinstance(function, str) and not _DOTTED.match(function):
        source.add(
            (*place, "function"),
            f"{dotted((*place, 'function'))} is {function!r}, which is no name of Python's, as f "
            "or Cube.apply are",
        )
    inputs = call.get("inputs")
    for number, one in enumerate(inputs if isinstance(inputs, list) else []):
        where: Place = (*place, "inputs", number)
        if not isinstance(one, dict):
            continue
        if "value" in one and len(one) > 1:
            others = ", ".join(sorted(set(one) - {"value"}))
            source.add(where, f"{dotted(where)} has a fixed value, so that {others} says nothing")
        low, high = one.get("low", -2.0), one.get("high", 2.0)
        if isinstance(low, int | float) and isinstance(high, int | float) and low >= high:
            source.add(where, f"{dotted(where)}: low ({low:g}) must be below high ({high:g})")
        shape = one.get("shape")
        if isinstance(shape, list) and any(isinstance(n, int) and n < 0 for n in shape):
            source.add((*where, "shape"), f"{dotted((*where, 'shape'))} has a negative length")
        floating = "float" in str(one.get("dtype", "float32"))
        if one.get("grad") is True and not floating:
            source.add(where, f"{dotted(where)}: only floating-point tensors can require grad")
    if call.get("gradient") is True and not inputs:
        source.add(place, f"{dotted(place)} asks for a gradient, but there are no inputs")


def _faults(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    arguments = function.args
    if arguments.vararg is not None or arguments.kwarg is not None or arguments.posonlyargs:
        yield (
            function.lineno,
            "may only have plain parameters: names of the student's program, and draw",
        )
    names = [one.arg for one in (*arguments.args, *arguments.kwonlyargs) if one.arg != DRAW]
    if not names:
        yield function.lineno, "has no parameter that names a function or class of the student's"
    if not any(
        isinstance(node, ast.Return) and node.value is not None for node in ast.walk(function)
    ):
        yield function.lineno, "returns nothing that could be compared"
