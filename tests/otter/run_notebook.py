"""Runs a notebook in a real kernel and saves it with its outputs; run by `.venv-otter`'s Python.

python run_notebook.py NOTEBOOK RESULT
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

source, result = map(Path, sys.argv[1:])
notebook = nbformat.read(source, 4)  # type: ignore[no-untyped-call]
resources = {"metadata": {"path": str(source.parent)}}
NotebookClient(
    notebook, timeout=300, resources=resources, allow_errors=True, kernel_name="python3"
).execute()
nbformat.write(notebook, result)  # type: ignore[no-untyped-call]
