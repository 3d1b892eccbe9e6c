"""Otter's tests on programs that fight them: what they reach, and what students are told."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.errors import UsageError
from autograder.otter.grader import OtterGrader
from autograder.report import dumps, to_html
from autograder.report.model import Report
from autograder.spec.model import Limits
from tests.otter.pairs import notebook, write_zip
from tests.support import submission

TESTS = {
    "open": """
from otter.test_files import test_case
import torch

OK_FORMAT = False
name = "open"
points = 4
WANTED = 73501


def hidden_helper(x):
    return x == WANTED


@test_case(points=1, failure_message="look at the sign")
def test_public(x):
    assert x > 0


@test_case(points=1, success_message="that is it")
def test_close(y):
    assert torch.allclose(torch.tensor(float(y)), torch.tensor(2.0)), f"y is {y}"


@test_case(points=2, hidden=True, name="secret_case", failure_message="secret_message")
def test_secret_function(x):
    assert hidden_helper(x), f"secret {WANTED}"
""",
    "doc": """
test = {"name": "doc", "points": 2, "suites": [{"cases": [
    {"code": ">>> y\\n2", "hidden": False},
    {"code": ">>> secret_name = x\\n>>> secret_name\\n73501", "hidden": True},
]}]}
OK_FORMAT = True
""",
}
SECRETS = ("73501", "secret", "hidden_helper", "WANTED")
LIMITS = Limits(wall_s=10, cpu_s=6)

Grade = Callable[[str], Report]


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtterGrader]:
    path = write_zip(tmp_path_factory.mktemp("zip") / "autograder.zip", TESTS)
    with OtterGrader(path, limits=LIMITS, language="en") as opened:
        yield opened


@pytest.fixture(scope="module")
def grade(grader: OtterGrader) -> Grade:
    return lambda source: grader.grade(submission({"hw.py": source}))


def scores(report: Report) -> dict[str, float]:
    return {question.id: question.score for question in report.questions}


def shown(report: Report) -> str:
    """All that a student may get to see."""
    return dumps(report) + to_html(report) + json.dumps(asdict(report), default=str)


def test_points_messages_and_one_line_for_hidden_cases(grade: Grade) -> None:
    report = grade("x, y = -1, 2\n")
    assert scores(report) == {"doc": 1.0, "open": 1.0}
    assert (report.score, report.max_score, report.status) == (2.0, 6.0, "graded")
    messages = [message.message for message in report.messages]
    assert "look at the sign" in messages
    assert "that is it" in messages
    assert messages.count("Not all hidden tests passed.") == 2
    hidden = [c for question in report.questions for c in question.checks if c.id == "hidden"]
    assert [(one.title, one.score, one.max_score) for one in hidden] == [
        ("Hidden tests", 0.0, 1.0),
        ("Hidden tests", 0.0, 2.0),
    ]
    assert scores(grade("x, y = 73501, 2\n")) == {"doc": 2.0, "open": 4.0}


@pytest.mark.parametrize(
    "source",
    [
        "x, y = 1, 3",
        "1/0",
        "x, y = 73502, None",
        # Objects that look around while they are compared, and tell what they find.
        """
import sys
class Spy:
    def __gt__(self, other): return self.tell()
    def __eq__(self, other): return self.tell()
    def __float__(self): return self.tell()
    def __repr__(self): return self.tell()
    def tell(self):
        frame, seen = sys._getframe(1), []
        while frame is not None:
            seen += [repr(frame.f_code.co_consts), repr(dict(frame.f_globals))]
            seen += [repr(frame.f_locals)]
            frame = frame.f_back
        raise ValueError("SPY " + "".join(seen)[-3000:])
x = y = Spy()
""",
    ],
)
def test_nothing_of_hidden_tests_reaches_what_a_student_sees(grade: Grade, source: str) -> None:
    report = grade(source)
    visible = shown(report)
    # The source that was handed in is shown back, with whatever numbers it holds.
    for code in report.code:
        visible = visible.replace(json.dumps(code.source)[1:-1], "")
    for secret in SECRETS:
        assert secret not in visible


def test_replaced_functions_do_not_decide(grade: Grade) -> None:
    start = "import builtins, torch\nx, y = 1, 3\n"
    report = grade(start + "torch.allclose = torch.isclose = lambda *a, **k: True\n")
    assert [check.status for check in report.questions[1].checks] == ["passed", "failed", "failed"]
    # What the recorder measures with is noticed too, and then a person looks.
    report = grade(start + "builtins.all = lambda *a: True\n")
    assert (report.status, report.score) == ("needs_review", 0)


LISTENING = """
import os, threading, time
x, y = 1, 2
def listen():
    while True:
        try:
            got = os.read(3, 100000)
        except OSError:
            time.sleep(0.01)
            continue
        if got:
            found.append(got)
            globals()["x"] = 73501 if b"hidden_helper" in got else 5
found = []
threading.Thread(target=listen, daemon=True).start()
time.sleep(0.1)
"""


def test_a_thread_that_reads_along_spoils_its_own_tests_alone(grade: Grade) -> None:
    report = grade(LISTENING)
    # It may take what was sent, which is sealed for another; then no test ran at all.
    for question in report.questions:
        assert next(c for c in question.checks if c.id == "hidden").score == 0


LEFT_BEHIND = """
import gc, os, signal, sys, threading, time
x, y = -1, 3
parts = ["hidden", "helper"]
def answer(*_):
    for frame in sys._current_frames().values():
        while frame is not None:
            if '_'.join(parts) in repr((frame.f_code.co_names, frame.f_globals, frame.f_locals)):
                sys.modules["__main__"].x, sys.modules["__main__"].y = 73501, 2
            frame = frame.f_back
    return answer
def watch(*_):
    while True:
        answer()
"""


@pytest.mark.parametrize(
    "hook",
    [
        "sys.settrace(answer)",
        "sys.setprofile(answer)",
        "gc.callbacks.append(answer); gc.set_threshold(1)",
        "signal.signal(signal.SIGALRM, answer); signal.setitimer(signal.ITIMER_REAL, .05, .001)",
        "os.register_at_fork(after_in_child=threading.Thread(target=watch, daemon=True).start)",
    ],
)
def test_hooks_that_a_program_leaves_behind_do_not_see_the_tests(grade: Grade, hook: str) -> None:
    report = grade(LEFT_BEHIND + hook)
    hidden = [c for question in report.questions for c in question.checks if c.id == "hidden"]
    assert [check.score for check in hidden] == [0, 0]


def test_a_test_that_ends_its_process_costs_only_itself_and_what_follows(
    tmp_path: Path,
) -> None:
    deadly = """
from otter.test_files import test_case
OK_FORMAT = False
name = "deadly"
@test_case()
def test_it(f):
    f()
"""
    path = write_zip(tmp_path / "a.zip", {"a_first": TESTS["doc"], "deadly": deadly})
    with OtterGrader(path, limits=LIMITS, language="en") as grader:
        report = grader.grade(submission({"hw.py": "import os\ny = 2\nf = lambda: os._exit(0)\n"}))
    assert scores(report) == {"doc": 1.0, "deadly": 0.0}
    assert "not run" in report.questions[1].checks[0].actual


def test_a_program_that_does_not_end_gets_a_report(grade: Grade) -> None:
    report = grade("x, y = 73501, 2\nwhile True: pass\n")
    assert (report.run.verdict, report.score, report.status) == ("timed_out", 0.0, "graded")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.py": "x = 1", "b.py": "x = 2"}, "several files"),
        ({"notes.txt": "hello"}, "no notebook"),
        ({"hw.ipynb": "{"}, "cannot be read"),
    ],
)
def test_what_otter_could_not_grade_is_said(
    grader: OtterGrader, files: dict[str, str], said: str
) -> None:
    report = grader.grade(submission({**files}))
    assert report.status == "not_graded"
    assert said in report.summary


def test_a_notebook_of_another_assignment_is_not_graded(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", TESTS, config={"assignment_name": "hw1"})
    mine = notebook(["x, y = 1, 2"], {"otter": {"assignment_name": "hw1"}})
    other = notebook(["x, y = 1, 2"], {"otter": {"assignment_name": "hw2"}})
    with OtterGrader(path, language="en") as grader:
        assert grader.grade(submission({"hw.ipynb": json.dumps(mine)})).status == "graded"
        report = grader.grade(submission({"hw.ipynb": json.dumps(other)}))
    assert report.status == "not_graded"
    assert "hw2" in report.summary


@pytest.mark.parametrize(
    ("tests", "config", "said"),
    [
        ({}, {}, "no tests"),
        ({"q": "OK_FORMAT = False\nraise RuntimeError('typo')"}, {}, "RuntimeError: typo"),
        ({"q": "OK_FORMAT = False\nimport os\nos._exit(1)"}, {}, "ended the process"),
        ({"q": TESTS["doc"], "r": TESTS["doc"]}, {}, "two test files are called doc"),
        ({"q": TESTS["doc"]}, {"lang": "r"}, "only Python"),
        ({"q": TESTS["doc"]}, {"grade_from_log": True}, "log"),
        ({"q": TESTS["doc"]}, {"seed": "x"}, "seed"),
    ],
)
def test_a_zip_that_cannot_be_used_is_the_teachers_to_mend(
    tmp_path: Path, tests: dict[str, str], config: dict[str, Any], said: str
) -> None:
    path = write_zip(tmp_path / "a.zip", tests, config=config)
    with pytest.raises(UsageError, match=said), OtterGrader(path):
        pass


def test_the_command_grades_a_folder_with_a_zip(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", TESTS)
    folder = tmp_path / "submissions"
    folder.mkdir()
    (folder / "ann.py").write_text("x, y = 73501, 2\n")
    (folder / "bob.ipynb").write_text(json.dumps(notebook(["x = 1", "y = 2"])))
    out = tmp_path / "out"
    done = CliRunner().invoke(
        cli, ["grade", "--otter", str(path), str(folder), "--out", str(out), "--lang", "en"]
    )
    assert done.exit_code == 0, done.output
    assert (
        (out / "grades.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("ann,ann")
    )
    assert json.loads((out / "reports" / "bob.json").read_text())["score"] == 3
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no zip")
    done = CliRunner().invoke(
        cli, ["grade", "--otter", str(broken), str(folder), "--out", str(out)]
    )
    assert done.exit_code == 2
    assert "cannot be read as a zip" in done.output
    assert not zipfile.is_zipfile(broken)


def test_no_source_of_hidden_tests_leaves_the_sandbox(
    grader: OtterGrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even as far as the supervisor, in whatever form."""
    received: list[str] = []
    sit = grader._sit

    def listening(*given: Any) -> Any:
        sitting = sit(*given)
        received.extend(repr(frame) for run in sitting.runs for frame in run.frames)
        return sitting

    monkeypatch.setattr(grader, "_sit", listening)
    grader.grade(submission({"hw.py": "x, y = -1, 3\n"}))
    everything = "\n".join(received)
    assert "assert x > 0" in everything, "the public test says where it failed"
    for secret in ("73501", "hidden_helper", "secret_message", "secret_case", "assert hidden"):
        assert secret not in everything
