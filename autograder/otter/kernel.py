"""The student's code as it is in a running kernel: the notebook's cells, in what was really run.

A notebook on disk has the order of the cells and the written answers, but what was typed since it
was last saved is only in the kernel's history (`In`). So a cell of the file that was run in a newer
form is read in that form. Colab has no file, but hands out the notebook on request. Where there is
nothing but history, inputs that a later one rewrites are left out.
"""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from autograder import syntax
from autograder.errors import UsageError
from autograder.ingest.submission import Submission, SubmittedFile

SIMILAR = 60.0
"""How alike (0 to 100, see `_alike`) two inputs are to count as one cell edited."""

_MAX_BYTES = 16 << 20
_COLAB_S = 20
_CHECKING = re.compile(
    r"^\s*(import otter\b|from otter\b|\w+\s*=\s*otter\.|\w+\.(check|export)\w*\()"
)
_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)
_MARKER = re.compile(r"^\s*#.*$|\s+", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """The code, and how far we could see: `saved` tells whether the notebook on disk holds what
    was run (True where there is no such file), `texts` whether its text cells were there."""

    submission: Submission
    saved: bool = True
    texts: bool = True


def collect(env: MutableMapping[str, Any] | None) -> Found:
    """The student's notebook as it was run so far.

    Args:
        env: the kernel's namespace; None takes that of the IPython that runs.

    Raises:
        UsageError: there is neither a notebook nor a history of inputs.
    """
    if env is None:
        env = _namespace()
    if _grading():
        return Found(_handed_in())
    live = _from_colab()
    if live is not None:
        return Found(_submission("notebook.ipynb", live))
    inputs = [text for text in env.get("In", ()) if isinstance(text, str) and text.strip()]
    for path in _paths(env):
        notebook = _read(path)
        if notebook is not None and (not inputs or _belongs(notebook, inputs)):
            saved = _brought_up_to_date(notebook, inputs)
            return Found(_submission(path.name, notebook), saved=saved)
    if not inputs:
        raise UsageError(
            "there is no notebook here and no code was run: save the notebook and run its cells"
        )
    cells = [_code(text) for text in _last_forms(inputs)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Found(_submission("notebook.ipynb", notebook), texts=False)


def _namespace() -> MutableMapping[str, Any]:
    from IPython.core.getipython import get_ipython  # noqa: PLC0415 - slow, and rarely needed

    shell = get_ipython()
    if shell is None:
        raise UsageError("there is no notebook running here; use `autograder check FILE`")
    namespace: MutableMapping[str, Any] = shell.user_ns
    return namespace


def _grading() -> bool:
    """Whether Otter is grading: the notebook then runs whole, as it was handed in."""
    module = sys.modules.get("otter.check.notebook")
    return bool(getattr(getattr(module, "Notebook", None), "_grading_mode", False))


def _handed_in() -> Submission:
    """What Otter grades in the current folder, found by its own rule: one notebook, else one
    script (`PythonRunner.resolve_submission_path`)."""
    folder = Path.cwd()
    files = sorted(folder.glob("*.ipynb")) or [
        path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"
    ]
    if len(files) != 1:
        raise UsageError(f"Otter grades one notebook or one script, but here are {len(files)}")
    return Submission(
        files[0].stem, files[0].stem, (SubmittedFile(files[0].name, files[0].read_bytes()),)
    )


def _from_colab() -> dict[str, Any] | None:
    if "google.colab" not in sys.modules:
        return None
    try:
        message = sys.modules["google.colab._message"]
        answer = message.blocking_request("get_ipynb", timeout_sec=_COLAB_S)
    except Exception:  # Colab's own, undocumented; without it there is still the history
        return None
    notebook = answer.get("ipynb") if isinstance(answer, dict) else None
    return _without_outputs(notebook) if isinstance(notebook, dict) else None


def _paths(env: Mapping[str, Any]) -> list[Path]:
    """Where the notebook may lie, the surest first."""
    wanted: list[object] = [env.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")]
    wanted += [
        getattr(value, "_notebook", None)
        for value in list(env.values())
        if type(value).__module__.startswith("otter.")
    ]
    found = [Path(name) for name in wanted if isinstance(name, str) and name.endswith(".ipynb")]
    # The server's path is relative to its own folder; the kernel starts in the notebook's.
    found += [Path(path.name) for path in found]
    here = sorted(Path().glob("*.ipynb"))
    if len(here) == 1:
        found += here
    return [path for path in dict.fromkeys(found) if path.is_file()]


def _read(path: Path) -> dict[str, Any] | None:
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    good = isinstance(notebook, dict) and isinstance(notebook.get("cells"), list)
    return _without_outputs(notebook) if good else None


def _without_outputs(notebook: dict[str, Any]) -> dict[str, Any]:
    """Saved outputs are older than what was just run and would be found stale."""
    for cell in _code_cells(notebook):
        cell["outputs"] = []
    return notebook


def _code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    cells = notebook.get("cells")
    return [
        cell
        for cell in (cells if isinstance(cells, list) else [])
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    ]


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def _plain(source: str) -> str:
    """Code without comments and space, so that cosmetic changes are none."""
    return _MARKER.sub("", source)


def _belongs(notebook: dict[str, Any], inputs: list[str]) -> bool:
    """Whether the inputs were run in this notebook: they share some, or it was all edited since."""
    stored = {_plain(_source(cell)) for cell in _code_cells(notebook)}
    return any(_plain(text) in stored for text in inputs) or not any(stored)


def _brought_up_to_date(notebook: dict[str, Any], inputs: list[str]) -> bool:
    """Put what was run and is not in the notebook where it was run; False when there was any."""
    saved = True
    run = {_plain(text): at for at, text in enumerate(inputs)}
    stored = {_plain(_source(cell)) for cell in _code_cells(notebook)}
    for at in sorted(run.values(), reverse=True):
        if _plain(inputs[at]) in stored or _CHECKING.match(inputs[at]):
            continue
        if _put(notebook, inputs, at, run):
            saved = False
    return saved


def _put(notebook: dict[str, Any], inputs: list[str], at: int, run: Mapping[str, int]) -> bool:
    """Put one input into the notebook, unless a newer form of it is there."""
    cells: list[Any] = notebook["cells"]
    when = {
        number: run.get(_plain(_source(cell)), -1)
        for number, cell in enumerate(cells)
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    }
    before = max(((ran, n) for n, ran in when.items() if 0 <= ran < at), default=(-1, -1))[1]
    later = [n for n, ran in when.items() if ran > at and n > before]
    after = min(later, default=len(cells))
    alike = {number: _alike(inputs[at], _source(cells[number])) for number in when}
    if any(alike[number] >= SIMILAR and ran > at for number, ran in when.items()):
        return False
    # A cell that was not run as it is saved, between those that were run before and after.
    unrun = [n for n, ran in when.items() if ran < 0 and before < n < after]
    edited = [n for n, ran in when.items() if ran < at and alike[n] >= SIMILAR]
    for candidates in (edited, unrun):
        if candidates:
            cells[max(candidates, key=lambda n: (alike[n], -n))]["source"] = inputs[at]
            return True
    cells.insert(before + 1, _code(inputs[at]))
    return True


def _alike(one: str, other: str) -> float:
    """How much two inputs seem to be one cell, edited: by the names that they bind, where both bind
    any, and by their text (normalised edit similarity)."""
    names, others = _bound(one), _bound(other)
    common = names & others
    if names and others:
        return max(ratio(one, other), 100 * len(common) / len(names | others)) if common else 0.0
    return ratio(one, other)


def _bound(source: str) -> frozenset[str]:
    try:
        tree = syntax.parse(_MAGIC.sub("pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


def _last_forms(inputs: list[str]) -> list[str]:
    """Inputs without those that a later one repeats or rewrites, and without calls of checks."""
    kept: list[str] = []
    for text in reversed(inputs):
        if _CHECKING.match(text):
            continue
        if not any(_alike(text, later) >= SIMILAR for later in kept):
            kept.append(text)
    return kept[::-1]


def _code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def _submission(name: str, notebook: dict[str, Any]) -> Submission:
    data = json.dumps(notebook, ensure_ascii=False).encode("utf-8", "replace")
    stem = Path(name).stem
    return Submission(stem, stem, (SubmittedFile(name, data),))
