"""Who may import whom (DESIGN, "Layout"): the walls between parts, read from the source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "autograder"
MAX_LINES = 400
"""About 300 is the aim; past this a module certainly has two reasons to change."""
MAX_RULE_LINES = 190
BESIDE_THE_STUDENT = {"autograder", "torch", "IPython", "numpy", "traitlets", "msgspec"}
"""torch, IPython and the wire format, and what they bring in anyway (numpy, traitlets)."""


def modules(part: str = "") -> list[Path]:
    folder = PACKAGE / part
    return [folder] if folder.suffix == ".py" else sorted(folder.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at any depth in it, but not for type checking alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def ours(path: Path) -> set[str]:
    """The parts of the package that a file imports: "evidence", "report", ..."""
    found = {name.split(".")[1] for name in imported(path) if name.startswith("autograder.")}
    return {
        part for part in found if (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").exists()
    }


@pytest.mark.parametrize("path", modules("evidence"), ids=names)
def test_evidence_imports_nothing_of_ours(path: Path) -> None:
    assert ours(path) <= {"evidence"}


@pytest.mark.parametrize("path", modules("probe"), ids=names)
def test_probe_imports_only_the_standard_library_torch_ipython_and_evidence(path: Path) -> None:
    """What runs beside the student's code must hold nothing of the grading."""
    assert ours(path) <= {"probe", "evidence"}
    for name in imported(path):
        top = name.split(".")[0]
        assert top in sys.stdlib_module_names or top in BESIDE_THE_STUDENT, name


def test_nothing_outside_the_sandbox_imports_what_runs_inside_it() -> None:
    for path in modules():
        part = path.relative_to(PACKAGE).parts[0]
        if part not in {"probe", "sandbox"}:
            assert "probe" not in ours(path), names(path)


def test_the_sandbox_knows_nothing_of_grading() -> None:
    for path in modules("sandbox"):
        assert ours(path) <= {"sandbox", "evidence", "probe", "errors", "spec"}, names(path)


@pytest.mark.parametrize("part", ["report", "export", "ingest", "extract", "static", "explain"])
def test_no_stage_reaches_back_or_into_the_pipeline(part: str) -> None:
    later = {"pipeline", "commands", "cli", "sandbox", "probe"}
    for path in modules(part):
        assert not ours(path) & later, names(path)


def test_only_the_pipeline_and_who_starts_it_know_the_order_of_stages() -> None:
    """Commands start it, and in `otter/` the checks that a student's notebook calls."""
    for path in modules():
        part = path.relative_to(PACKAGE).parts[0]
        if part not in {"commands", "otter", "workers", "pipeline.py"}:
            assert "pipeline" not in ours(path), names(path)


def test_nothing_on_the_grading_path_imports_what_is_slow_to_load() -> None:
    for path in modules():
        part = path.relative_to(PACKAGE).parts[0]
        heavy = {"pandas", "otter", "starlette", "sqlalchemy", "alembic", "dask", "distributed"}
        if path.name == "cluster.py":
            heavy -= {"distributed"}
        if part in {"store", "web", "otter"}:
            continue
        assert not heavy & {name.split(".")[0] for name in imported(path)}, names(path)


def test_the_store_knows_results_as_data_and_nothing_of_how_they_are_made() -> None:
    for path in modules("store"):
        allowed = {"store", "report", "ingest", "evidence", "identity", "errors"}
        assert ours(path) <= allowed, names(path)


def test_the_dashboard_knows_nothing_of_how_grading_is_done() -> None:
    allowed = {"web", "store", "report", "insight", "spec", "export", "extract", "ingest"}
    for path in modules("web"):
        assert ours(path) <= allowed | {"errors", "points"}, names(path)


def test_only_the_dashboard_looks_at_evidence_for_people() -> None:
    for path in modules():
        part = path.relative_to(PACKAGE).parts[0]
        if part not in {"insight", "web", "commands"}:
            assert not {"insight", "web"} & ours(path), names(path)


def test_torch_is_imported_inside_the_sandbox_only() -> None:
    for path in modules():
        part = path.relative_to(PACKAGE).parts[0]
        if part not in {"probe", "sandbox"}:
            assert "torch" not in {name.split(".")[0] for name in imported(path)}, names(path)


def test_modules_stay_short() -> None:
    """Long modules have more than one reason to change; migrations are records, and never do."""
    long = {
        names(path): length
        for path in modules()
        # A migration is one step, written once and never changed.
        if "migrations" not in path.parts
        and (length := path.read_text(encoding="utf-8").count("\n")) > MAX_LINES
    }
    assert long == {}


def test_a_rule_is_one_short_documented_file() -> None:
    for path in modules("diagnosis/rules"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= MAX_RULE_LINES, names(path)
        if path.name != "__init__.py":
            assert ast.get_docstring(ast.parse(text)), names(path)
