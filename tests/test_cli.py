"""The command line keeps its promises: files, exit status, and one sentence for every error."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.cli import cli
from autograder.ingest.submission import Submission
from autograder.report.model import Message, Report
from autograder.workers.desk import written
from autograder.workers.order import Done, Order, Setup
from tests.report.samples import right, unreadable, wrong

ROOT = Path(__file__).parent.parent

Grading = Callable[[Submission], Report]


class HandMade:
    """Stands where the pipeline's grader stands, and gives reports that a test has made."""

    grading: Grading
    seen: list[dict[str, Any]]

    def __init__(self, assignment: Any, **options: Any) -> None:
        self.seen.append(options)

    def __enter__(self) -> HandMade:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def grade(self, submission: Submission) -> Report:
        return type(self).grading(submission)

    def chosen(self, orders: Iterable[Order]) -> Iterable[Order]:
        """The orders that are filled."""
        return orders


class HandMadePool:
    """Stands where the worker processes stand, with reports of a hand-made grader."""

    def __init__(self, grader: HandMade) -> None:
        self._grader = grader

    def start(self) -> None:
        return None

    def share(self, common: bytes | None) -> None:
        return None

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        # Backwards, because a pool finishes in any order.
        for order in self._grader.chosen(reversed(list(orders))):
            yield written(self._grader.grade(order.submission))


def by_name(submission: Submission) -> Report:
    chosen = {"right": right(), "broken": unreadable()}.get(submission.name, wrong())
    return replace(chosen, submission=submission.name, student=submission.student)


Grader = Callable[[Grading], type[HandMade]]


@pytest.fixture
def grader(monkeypatch: pytest.MonkeyPatch) -> Grader:
    def install(grading: Grading) -> type[HandMade]:
        made = type("Made", (HandMade,), {"grading": staticmethod(grading), "seen": []})
        module = types.ModuleType("autograder.pipeline")
        module.Grader = made  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "autograder.pipeline", module)

        @contextmanager
        def many(setup: Setup, workers: int | None) -> Iterator[HandMadePool]:
            yield HandMadePool(made(None, language=setup.language, workers=workers))

        @contextmanager
        def alone(setup: Setup) -> Iterator[HandMadePool]:
            yield HandMadePool(made(None, language=setup.language, workers=1))

        monkeypatch.setattr("autograder.commands.workshop.many", many)
        monkeypatch.setattr("autograder.commands.workshop.alone", alone)
        return made

    return install


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three submissions under Chinese and English names, and a file that is none."""
    folder = tmp_path / "提交"
    folder.mkdir()
    for name in ("right.py", "王小明.py", "broken.py"):
        (folder / name).write_text("print(1)\n")
    (folder / ".DS_Store").write_text("")
    return folder


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
    environment = {"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", **(env or {})}
    return CliRunner().invoke(cli, [str(item) for item in arguments], env=environment)


def table(out: Path) -> list[dict[str, str]]:
    text = (out / "grades.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_folder_gives_a_report_for_each_submission_and_a_table(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    grader(by_name)
    out = tmp_path / "deep" / "graded"
    result = run("grade", folder, "--out", out, "--assignment", "no_grad_cubic")
    assert result.exit_code == 1, result.output
    assert sorted(item.name for item in (out / "reports").iterdir()) == [
        "broken.html",
        "broken.json",
        "right.html",
        "right.json",
        "王小明.html",
        "王小明.json",
    ]
    assert [row["submission"] for row in table(out)] == ["broken", "right", "王小明"]
    assert "1 could not be graded:\n  broken: hw.ipynb could not be read." in result.stderr
    assert not (out / "log.txt").exists()


def test_exit_status_is_0_when_all_were_graded_whatever_their_marks(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    grader(by_name)
    (folder / "broken.py").unlink()
    result = run("grade", folder, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output


def test_the_closing_table_names_score_and_diagnosis_and_where_the_reports_lie(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    grader(by_name)
    out = tmp_path / "out"
    lines = run("grade", folder, "--out", out).stdout.splitlines()
    assert lines[0].split() == ["Submission", "Score", "First", "diagnosis"]
    assert re.fullmatch(r"broken +not graded  hw\.ipynb is not JSON\.", lines[1])
    assert re.fullmatch(r"right +10 / 10  nothing to correct", lines[2])
    assert re.fullmatch(r"王小明 +3\.5 / 10  In line 6, y2 was computed .*", lines[3])
    assert f"Reports: {out / 'reports'}" in lines
    assert f"Grades: {out / 'grades.csv'}" in lines
    assert any("mean 6.75 of 10, median 6.75" in line for line in lines)
    assert any(re.match(r"  tracking_not_interrupted  █+ 1$", line) for line in lines)


def test_columns_align_although_chinese_is_twice_as_wide(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    from rich.cells import cell_len

    grader(by_name)
    lines = run("grade", folder, "--out", tmp_path / "out").stdout.splitlines()
    starts = {cell_len(line[: line.index(" / 10  ")]) for line in lines[2:4]}
    assert len(starts) == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_whole_names_and_scores_beside_a_long_diagnosis(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from autograder.commands.display import show_result
    from autograder.commands.tally import Tally

    for name, value in {"TERM": "xterm", "COLUMNS": "70", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    tally = Tally()
    long = Message("code", "error", None, "y2 was computed with tracking on " * 9, "", None)
    tally.add(replace(wrong(), messages=(long,)), 0)
    tally.add(right(), 1)
    screen = Terminal()
    show_result(screen, tally, Path("out"), "en")
    lines = screen.getvalue().splitlines()
    assert lines[1].startswith("lovelace_ada  3.5 / 10  y2 was computed")
    assert lines[1].rstrip().endswith("…")
    assert lines[2].split() == ["王小明", "10", "/", "10", "nothing", "to", "correct"]
    assert "\x1b[3" not in screen.getvalue()


def test_progress_in_a_log_is_plain_and_bounded() -> None:
    from autograder.commands.display import Shown
    from autograder.commands.tally import Tally

    log = io.StringIO()
    line = Tally().add(wrong(), 0)
    with Shown(log, 5000, "en") as shown:
        for _ in range(5000):
            shown.advance(line)
    lines = log.getvalue().splitlines()
    assert lines[0] == "[1/5000] lovelace_ada  3.5 / 10"
    assert lines[-1] == "[5000/5000] lovelace_ada  3.5 / 10"
    assert len(lines) <= 101


def test_the_terminal_speaks_chinese_when_asked_or_in_a_chinese_locale(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    made = grader(by_name)
    assert "首要诊断" in run("grade", folder, "--out", tmp_path / "a", "--lang", "zh").stdout
    assert made.seen[-1]["language"] == "zh"
    locale = {"LANG": "zh_CN.UTF-8"}
    assert "首要诊断" in run("grade", folder, "--out", tmp_path / "b", env=locale).stdout
    assert made.seen[-1]["language"] is None


def test_json_prints_one_report_a_line_and_no_table(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    grader(by_name)
    result = run("grade", folder, "--out", tmp_path / "out", "--json", "--workers", "3")
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert {item["submission"] for item in reports} == {"broken", "right", "王小明"}


def test_a_file_is_one_submission_and_equal_names_are_told_apart(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    grader(by_name)
    other = tmp_path / "right.py"
    other.write_text("")
    run("grade", folder / "right.py", other, "--out", tmp_path / "out")
    assert [row["submission"] for row in table(tmp_path / "out")] == ["right", "right-2"]


def test_a_fault_of_ours_costs_one_report_and_is_logged(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    def faulty(submission: Submission) -> Report:
        report = by_name(submission)
        # A message that is no text breaks the rendering, as a bug of ours would.
        bad = Message("code", "error", None, None, "", None)  # type: ignore[arg-type]
        return replace(report, messages=(bad,)) if submission.name == "王小明" else report

    grader(faulty)
    out = tmp_path / "out"
    result = run("grade", folder, "--out", out)
    assert result.exit_code == 1
    assert "王小明: a fault of Autograder, please report it with" in result.stderr
    assert "Traceback" not in result.output
    assert "Traceback" in (out / "log.txt").read_text()
    assert [row["submission"] for row in table(out)] == ["broken", "right"]


def test_a_submission_without_a_report_is_named(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    made = grader(by_name)
    made.chosen = lambda self, orders: list(orders)[:2]  # type: ignore[method-assign]
    result = run("grade", folder, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "broken: a fault of Autograder" in result.stderr


def test_an_interrupt_keeps_what_was_finished(grader: Grader, folder: Path, tmp_path: Path) -> None:
    def interrupted(submission: Submission) -> Report:
        if submission.name == "broken":
            raise KeyboardInterrupt
        return by_name(submission)

    grader(interrupted)
    result = run("grade", folder, "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "Interrupted: 2 of 3 were graded" in result.stderr
    assert [row["submission"] for row in table(tmp_path / "out")] == ["right", "王小明"]


def test_control_characters_in_a_report_do_not_reach_the_terminal(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    def hostile(submission: Submission) -> Report:
        message = Message("code", "error", None, "\x1b[2J[red]see\u202e\r\nme", "", None)
        return replace(by_name(submission), messages=(message,))

    grader(hostile)
    output = run("grade", folder, "--out", tmp_path / "out").output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "␛[2J[red]see⟨U+202E⟩ me" in output


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("grade", tmp_path / "empty", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "there is no submission in" in result.stderr
    assert not (tmp_path / "out").exists()


def test_output_among_the_submissions_is_refused(grader: Grader, folder: Path) -> None:
    grader(by_name)
    result = run("grade", folder, "--out", folder / "graded")
    assert result.exit_code == 2
    assert "choose another folder with --out" in result.stderr
    assert not (folder / "graded").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grade", "/nowhere", "--out", "x"], "does not exist"),
        (["grade", str(ROOT)], "--out"),
        (["check", "/nowhere"], "does not exist"),
        (["check", str(ROOT), "--assignment", "no_such"], "no_such"),
        (["validate", "no_grad_cubicc"], "no_grad_cubic"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_is_status_2_and_a_sentence(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_broken_assignment_lists_its_errors(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "assignment.yaml").write_text("id: a\ntitel: {zh: x, en: x}\n")
    result = run("validate", tmp_path / "a")
    assert result.exit_code == 2
    assert "assignment.yaml:2" in result.stderr
    assert "titel" in result.stderr


def test_check_prints_the_feedback_but_not_what_was_asked_for(grader: Grader, folder: Path) -> None:
    grader(by_name)
    result = run("check", folder / "王小明.py")
    assert result.exit_code == 0, result.output
    report = wrong()
    for wanted in [
        "3.5 of 10 points",
        "✗ 1 To correct  homework.ipynb, cell 4, line 6",
        "6 │ y2 = cube(x)",
        report.messages[0].message,
        f"Hint: {report.messages[0].hint}",
        "└─ y2 = cube(x)       PowBackward0     brings 3 to x (line 3)",
        "✓ Only x² contributes",
    ]:
        assert wanted in result.stdout, wanted
    assert report.questions[0].checks[0].expected not in result.stdout


def test_check_writes_the_page_on_request(grader: Grader, folder: Path, tmp_path: Path) -> None:
    grader(by_name)
    run("check", folder / "right.py", "--html", tmp_path / "page.html")
    assert "<!doctype html>" in (tmp_path / "page.html").read_text("utf-8")


def test_check_speaks_to_programs_on_request(grader: Grader, folder: Path) -> None:
    grader(by_name)
    report = json.loads(run("check", folder / "right.py", "--format", "json").stdout)
    assert report["format"] == 1
    runner = json.loads(run("check", folder / "right.py", "--format", "classroom").stdout)
    assert runner["version"] == 1


def test_check_in_a_workflow_annotates_and_hands_on_the_result(
    grader: Grader, folder: Path, tmp_path: Path
) -> None:
    grader(by_name)
    output, summary = tmp_path / "output", tmp_path / "summary"
    output.write_text("earlier=kept\n")
    files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    where = {"GITHUB_WORKSPACE": str(folder.parent)}
    shown = run("check", folder / "王小明.py", "--format", "github", env=files | where).stdout
    lines = shown.splitlines()
    stopped, after = lines[0], lines[lines.index(f"::{lines[0].rpartition('::')[2]}::") + 1 :]
    assert stopped.startswith("::stop-commands::")
    assert after
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in after)
    assert f"file={folder.name}/homework.ipynb," in after[0]
    kept, result = output.read_text().splitlines()
    assert kept == "earlier=kept"
    runner = json.loads(base64.b64decode(result.removeprefix("result=")))
    assert runner["status"] == "fail"
    assert "3.5 of 10 points" in summary.read_text("utf-8")


def test_check_of_something_that_cannot_be_graded_is_status_1(grader: Grader, folder: Path) -> None:
    grader(by_name)
    result = run("check", folder / "broken.py")
    assert result.exit_code == 1
    assert "Could not be graded" in result.stdout


def test_an_unexpected_error_is_said_to_be_ours(
    grader: Grader, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(submission: Submission) -> Report:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    grader(failing)
    result = run("check", folder / "right.py")
    assert result.exit_code == 1
    assert "this is a fault of Autograder, not yours (ZeroDivisionError: oh)" in result.stderr
    (log,) = tmp_path.glob("autograder-fault-*.txt")
    assert "Traceback" in log.read_text()


def test_help_describes_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in ("grade", "check", "gradescope", "validate", "explain", "doctor"):
        assert re.search(rf"^  {command} +[A-Z]", result.stdout, re.MULTILINE)
        assert run(command, "--help").exit_code == 0


def test_help_and_version_import_nothing_heavy() -> None:
    code = (
        "import sys; from autograder.cli import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'rich', 'jinja2', 'pydantic', 'IPython', 'numpy', 'yaml', 'jieba'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stderr.strip() == "[]"


def test_a_terminal_without_utf_8_gets_question_marks(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", str(tmp_path / "空"), "--out", "x"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"there is no submission" in done.stderr


@dataclass(frozen=True)
class Layer:
    """A layer as the sandbox's doctor describes it."""

    name: str
    holds: bool
    meaning: str = "what it is good for"
    loss: str = "what is lost"
    remedy: str = "what to do"
    needed: bool = True


ALL_LAYERS = ("mount_ns", "pid_ns", "uid", "no_new_privs", "capabilities", "seccomp", "rlimits")


@pytest.mark.parametrize(("missing", "status"), [((), 0), (("seccomp",), 1), (("uid",), 1)])
def test_doctor_says_what_is_missing_and_whether_it_is_enough(
    monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...], status: int
) -> None:
    module = types.ModuleType("autograder.sandbox.doctor")
    module.examine = lambda: [Layer(name, name not in missing) for name in ALL_LAYERS]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "autograder.sandbox.doctor", module)
    result = run("doctor")
    assert result.exit_code == status
    for name in ALL_LAYERS:
        sign = "✗ missing" if name in missing else "✓ holds"
        assert re.search(rf"^{sign} +{name} ", result.stdout, re.MULTILINE)
    assert ("what to do" in result.stdout) == ("what is lost" in result.stdout) == bool(missing)
    assert ("must not be run here" in result.stdout) == bool(status)


PROGRAM = """import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
"""


def test_a_real_batch_from_the_command_line(tmp_path: Path) -> None:
    """Nothing stands in for anything here: a process, the sandbox, files on disk."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "right.py").write_text(PROGRAM)
    (folder / "tracked.py").write_text(PROGRAM.replace("with torch.no_grad():", "if True:"))
    (folder / "broken.ipynb").write_text("{")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", folder, "--out", out, "--lang", "en"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "broken: " in done.stderr
    rows = {row["submission"]: row for row in table(out)}
    assert list(rows) == ["broken", "right", "tracked"]
    assert rows["right"]["score_gradient"] == "4"
    assert rows["tracked"]["diagnoses"].startswith("tracking_not_interrupted")
    report = json.loads((out / "reports" / "tracked.json").read_text("utf-8"))
    assert report["experiments"][0]["gradient"] == 5.0
    assert 'class="line marked error" id="L0-5"' in (out / "reports" / "tracked.html").read_text(
        "utf-8"
    )


def test_a_polite_kill_keeps_what_was_finished(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.py").write_text(PROGRAM)
    (folder / "b.py").write_text("import time; time.sleep(4)\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", folder, "--out", out, "--workers", "1"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    assert process.stderr is not None
    with process, process.stderr:
        assert process.stderr.readline().startswith("[1/2] a ")
        process.terminate()
        assert "Interrupted: 1 of 2 were graded" in process.stderr.read()
    assert process.returncode == 130
    assert [row["submission"] for row in table(out)] == ["a"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("tracking_not_interrupted", "Why it matters:"),
        ("explanation_reversed", "Feedback:"),
        ("copied_hint", "Particular to no_grad_cubic"),
        ("untracked", "What it checks:"),
    ],
)
def test_explain_prints_the_documentation_of_a_code(code: str, words: str) -> None:
    result = run("explain", code)
    assert result.exit_code == 0, result.output
    assert words in result.stdout


def test_explain_lists_all_codes_and_corrects_a_wrong_one() -> None:
    codes = run("explain").stdout.split()
    assert len(codes) == len(set(codes)) > 30
    result = run("explain", "coppied_hint")
    assert result.exit_code == 2
    assert "did you mean copied_hint" in result.stderr
