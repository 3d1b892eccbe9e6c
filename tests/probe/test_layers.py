"""What runs inside the sandbox imports only what may be there."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import autograder.probe

FOLDER = Path(autograder.probe.__file__).parent
ALLOWED = {"torch", "numpy", "IPython", "traitlets", "typing_extensions"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_it_imports_the_standard_library_torch_ipython_and_evidence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    foreign = {
        name
        for name in names
        if (top := name.partition(".")[0]) not in sys.stdlib_module_names
        and top not in ALLOWED
        and not name.startswith(("autograder.evidence", "autograder.probe"))
    }
    assert foreign - {"_sitebuiltins", "__future__"} == set()
