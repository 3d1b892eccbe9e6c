"""run_autograder with the restrictions of Gradescope's container, except for a root of its own
(`test_root_file_system` has that)."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from autograder.spec.load import load
from tests.gradescope.place import Place
from tests.gradescope.results import read, score, seen_by_students

SOLUTIONS = load("no_grad_cubic").solutions
READER = """\
import os
import torch
read = []
for path in {paths!r}:
    try:
        read.append(os.listdir(path) if os.path.isdir(path) else open(path).read(80))
    except OSError:
        pass
try:
    open({results!r}, "w").write('{{"score": 100}}')
    read.append("written")
except OSError:
    pass
if read:
    raise RuntimeError(f"READ {{read}}")
"""


def sample(name: str) -> dict[str, bytes | str]:
    path = SOLUTIONS / name
    return {path.name: path.read_bytes()}


def test_a_right_notebook_earns_everything(place: Place) -> None:
    place.hand_in(sample("reference.ipynb"), {"users": [{"name": "Ada"}]})
    data = place.run()
    assert score(data) == 10
    assert {test["status"] for test in data["tests"]} == {"passed"}
    assert data["extra_data"]["status"] == "graded"
    assert data["execution_time"] > 0


def test_a_wrong_script_is_told_what_is_wrong(place: Place) -> None:
    earlier = [{"submission_time": "2026-01-01T00:00:00+08:00", "score": 2.0}]
    place.hand_in(sample("wrong/tracking_not_interrupted.py"), {"previous_submissions": earlier})
    data = place.run()
    assert 0 < score(data) < 10
    assert "tracking_not_interrupted" in data["extra_data"]["diagnoses"]
    assert "PowBackward0" in seen_by_students(data)
    assert data["extra_data"]["attempt"] == 2


def test_what_cannot_be_read_gets_a_result_that_says_so(place: Place) -> None:
    place.hand_in({"hw.ipynb": b"PK\x03\x04 this is no notebook"})
    data = place.run()
    assert score(data) == 0
    assert data["extra_data"]["status"] == "not_graded"
    assert data["extra_data"]["diagnoses"] == ["unreadable_notebook"]


def test_no_file_at_all(place: Place) -> None:
    place.hand_in({})
    assert place.run()["extra_data"]["diagnoses"] == ["empty_submission"]


def test_an_endless_program_is_ended_and_what_it_did_before_counts(place: Place) -> None:
    right = (SOLUTIONS / "reference.py").read_text("utf-8")
    place.hand_in({"hw.py": f"{right}\nwhile True:\n    pass\n"})
    data = place.run()
    assert score(data) == 10
    assert "timed_out" in data["extra_data"]["diagnoses"]


def test_a_program_reaches_neither_results_nor_metadata_nor_the_zip(place: Place) -> None:
    paths = [place.root / "submission_metadata.json", place.results, place.root / "source"]
    paths += [place.root / "source" / name for name in ("recorded.msgpack", "assignment", "lib")]
    text = READER.format(paths=list(map(str, paths)), results=str(place.results))
    right = (SOLUTIONS / "reference.py").read_text("utf-8")
    place.hand_in({"hw.py": f"{text}\n{right}"}, {"users": [{"name": "not to be read"}]})
    data = place.run()
    # Had anything been read, the program would have ended there.
    assert score(data) == 10
    assert "READ" not in str(data)


def test_what_is_suspicious_waits_for_a_person(place: Place) -> None:
    right = (SOLUTIONS / "reference.py").read_text("utf-8")
    place.hand_in({"hw.py": f"open('/autograder/results/results.json', 'w')\n{right}"})
    data = place.run()
    assert data["extra_data"]["status"] == "needs_review"
    assert score(data) <= 3, "nothing that rests on the evidence counts before a person looked"
    assert {test["visibility"] for test in data["tests"]} == {"after_published", "hidden"}
    assert "open" not in seen_by_students(data)


def test_a_damaged_zip_leaves_the_fallback(place: Place) -> None:
    place.hand_in(sample("reference.py"))
    recording = place.root / "source" / "recorded.msgpack"
    whole = recording.read_bytes()
    recording.write_bytes(whole[:100])
    try:
        data = place.run()
    finally:
        recording.write_bytes(whole)
    assert data["extra_data"]["diagnoses"] == ["internal_error"]
    assert "not your fault" in seen_by_students(data)


def test_a_grader_that_runs_out_of_time_leaves_the_fallback(place: Place) -> None:
    place.hand_in(sample("reference.py"))
    deadline = place.root / "source" / "deadline.txt"
    usual = deadline.read_text()
    deadline.write_text("0.2\n")
    try:
        data = place.run()
    finally:
        deadline.write_text(usual)
    assert "not your fault" in seen_by_students(data)


def test_a_result_is_there_even_if_everything_is_killed(place: Place) -> None:
    """As when the container is ended at Gradescope's own time limit."""
    place.hand_in({"hw.py": "while True:\n    pass\n"})
    with subprocess.Popen(
        place.command(), env=place.environment(), cwd=place.root, start_new_session=True
    ) as process:
        until = time.monotonic() + 60
        while not place.results.exists() and time.monotonic() < until:
            time.sleep(0.05)
        for pid in descendants(process.pid):
            os.kill(pid, signal.SIGKILL)
    assert "not your fault" in seen_by_students(read(place.results))


def descendants(pid: int) -> list[int]:
    """A process and all that came from it, as far as they have not been given away."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += descendants(int(child))
    return found


@pytest.mark.parametrize("name", ["wrong/copied_hint.py", "right/text_beside"])
def test_marks_are_those_of_the_command_line(place: Place, name: str) -> None:
    from autograder.ingest import load as read_submission
    from autograder.pipeline import Grader

    path = SOLUTIONS / name
    files = [path] if path.is_file() else sorted(path.iterdir())
    place.hand_in({file.name: file.read_bytes() for file in files})
    with Grader(load("no_grad_cubic"), workers=1) as grader:
        report = grader.grade(read_submission(place.root / "submission"))
    data = place.run()
    points = [check.score for question in report.questions for check in question.checks]
    assert [test["score"] for test in data["tests"]] == points
