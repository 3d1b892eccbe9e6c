"""From the master notebook to what a student sees, by the real Otter and in a real kernel."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.ingest import load as read
from autograder.otter.assign import FOLDER, Assigned, assign
from autograder.otter.environment import activated
from autograder.otter.material import find
from autograder.spec.load import LoadedAssignment
from tests.otter.conftest import HERE, run_otter
from tests.otter.pairs import SAMPLES, Pair

START = "import torch\n\nx = torch.tensor(1.0, requires_grad=True)\ny1 = x ** 2\n"
END = "y3 = y1 + y2\ny3.backward()\nprint(x.grad)"
WRONG = START + "y2 = x ** 3\n" + END
RIGHT = START + "with torch.no_grad():\n    y2 = x ** 3\n" + END
WORDS = "y2 在 no_grad 里计算，没有被追踪，所以它的梯度不会传回 x，只有 y1 有贡献，结果是 2。"
FORGOTTEN = "`y2 = x ** 3` 是在追踪开启时算的"


@pytest.fixture(scope="module")
def made(
    assignment: LoadedAssignment, otter_python: Path, tmp_path_factory: pytest.TempPathFactory
) -> Assigned:
    """Otter Assign on our own master notebook; it runs all tests on the solutions, too."""
    assert otter_python.is_file()
    return assign(assignment, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def handed_out(made: Assigned, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a student unpacks."""
    folder = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(made.student_zip) as archive:
        archive.extractall(folder)
    return folder / "no_grad_cubic"


def run(python: Path, folder: Path, cells: list[dict[str, Any]], saved: list[Any]) -> list[str]:
    """What each code cell showed, run in a kernel while `saved` is what the disk has."""
    notebook = json.loads((folder / "no_grad_cubic.ipynb").read_text(encoding="utf-8"))
    running = folder / "running.json"
    running.write_text(json.dumps({**notebook, "cells": cells}), encoding="utf-8")
    if saved:
        text = json.dumps({**notebook, "cells": saved}, ensure_ascii=False)
        (folder / "no_grad_cubic.ipynb").write_text(text, encoding="utf-8")
    else:
        (folder / "no_grad_cubic.ipynb").unlink()
    done = subprocess.run(
        [str(python), str(HERE / "run_notebook.py"), str(running), str(folder / "done.json")],
        env=activated(python),
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ran = json.loads((folder / "done.json").read_text(encoding="utf-8"))
    return [
        "".join(map(_text, cell["outputs"])) for cell in ran["cells"] if cell["cell_type"] == "code"
    ]


def _text(output: dict[str, Any]) -> str:
    text = output.get("text") or output.get("data", {}).get("text/plain") or ""
    raised = "\n".join(output.get("traceback", []))
    return re.sub(r"\x1b\[[0-9;]*m", "", "".join(text) + raised)


def code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"c{abs(hash(source))}",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def test_students_get_no_solution_and_no_expected_value(handed_out: Path) -> None:
    names = {str(path.relative_to(handed_out)) for path in handed_out.rglob("*") if path.is_file()}
    assert names == {
        "no_grad_cubic.ipynb",
        "tests/gradient.py",
        "tests/graph.py",
        "tests/explanation.py",
        f"{FOLDER}/no_grad_cubic.check",
    }
    everything = b"".join(path.read_bytes() for path in handed_out.rglob("*") if path.is_file())
    for secret in ("y3.backward()", "2x = 2", "tensor(2.)", "requires_grad=True", "常数"):
        assert secret.encode() not in everything
    tests = "".join(path.read_text() for path in (handed_out / "tests").iterdir())
    assert not re.search(r"==|assert", tests)


def test_checks_in_a_kernel_show_our_feedback(
    handed_out: Path, otter_python: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "homework"
    shutil.copytree(handed_out, folder)
    notebook = json.loads((folder / "no_grad_cubic.ipynb").read_text(encoding="utf-8"))
    cells = notebook["cells"]
    answers = [n for n, cell in enumerate(cells) if "x = ..." in "".join(cell["source"])]
    prompts = [n for n, cell in enumerate(cells) if "请在此处写出" in "".join(cell["source"])]
    cells[prompts[0]]["source"] = WORDS
    init, checks = cells[0], {q: code(f'grader.check("{q}")') for q in ("gradient", "graph")}
    saved = [{**cell} for cell in cells]
    saved[answers[0]] = code(WRONG)
    running = [init, code(WRONG), *checks.values(), code(RIGHT), *checks.values()]
    shown = run(otter_python, folder, [*running, code('grader.check("explanation")')], saved)
    wrong, right = shown[2], shown[5]
    assert FORGOTTEN in wrong
    assert "grad_fn" in wrong
    assert "提示" in wrong
    assert "你的计算图" in wrong
    for dump in ("Traceback", "AssertionError", "Error at line", "check("):
        assert dump not in wrong
    assert "gradient - 2 result:\n        ✅" in wrong
    assert "graph - 2 result:\n        ✅" in shown[3]
    assert "x**3 没有被追踪" in shown[3]
    assert "gradient" in right
    assert "passed" in right
    assert "passed" in shown[6]
    assert "passed" in shown[7]

    # The same words without Otter, on the notebook as it was saved.
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "check", str(folder / "no_grad_cubic.ipynb")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [line.strip() for line in wrong.splitlines() if FORGOTTEN in line or "提示" in line]
    assert len(told) == 2
    for line in told:
        assert line.removeprefix("提示：") in done.stdout


def test_a_kernel_without_a_notebook_file_can_check_too(
    handed_out: Path, otter_python: Path, tmp_path: Path
) -> None:
    """As in Colab where it does not hand out the notebook."""
    folder = tmp_path / "homework"
    shutil.copytree(handed_out, folder)
    asking = code('from autograder.otter import check\ncheck("gradient", lang="en")')
    shown = run(otter_python, folder, [code(WRONG), asking, code(RIGHT), asking], [])
    assert "was computed with tracking on" in shown[1]
    assert "Traceback" not in shown[1]
    assert shown[3] == ""


def test_otter_run_with_the_zip_gives_our_scores(
    made: Assigned, otter_python: Path, tmp_path: Path
) -> None:
    samples = [
        SAMPLES / "reference.ipynb",
        SAMPLES / "right" / "detach.py",
        SAMPLES / "wrong" / "explanation_incomplete.py",
        SAMPLES / "wrong" / "copied_hint.py",
        SAMPLES / "wrong" / "both_terms_interrupted.py",
    ]
    pairs = [Pair(path.name, made.autograder_zip, path) for path in samples]
    theirs = run_otter(otter_python, pairs, tmp_path)
    packed = made.notebook.parent / FOLDER / "no_grad_cubic.check"
    with find(str(packed)).grader() as grader:
        for pair, scores in zip(pairs, theirs, strict=True):
            report = grader.grade(read(pair.submission))
            assert isinstance(scores, dict)
            ours = {question.id: question.score for question in report.questions}
            assert {name: score for name, (score, _) in scores.items()} == pytest.approx(ours)
