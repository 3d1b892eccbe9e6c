"""The zip in a real root file system, from setup.sh on: `make test-gradescope`.

Takes some minutes and downloads a Debian and torch, so that `make test` leaves it out. KEPT_ROOT
names a folder where the root is made once and kept for the next time.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.spec.load import load
from tests.gradescope.place import shorten
from tests.gradescope.results import score, seen_by_students
from tests.gradescope.root_file_system import Chroot, debootstrap, missing

if not os.environ.get("AUTOGRADER_TEST_ROOT"):
    pytest.skip(
        "make test-gradescope runs it (minutes, and a download of Debian and torch)",
        allow_module_level=True,
    )

SOLUTIONS = load("no_grad_cubic").solutions
ATTACKS = Path(__file__).parents[1] / "hostile" / "containment" / "programs"


@pytest.fixture(scope="module")
def chroot(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroot]:
    reason = missing()
    if reason:
        pytest.skip(reason)
    kept = os.environ.get("KEPT_ROOT")
    # A folder that others may search: students' programs have to reach Python in it.
    root = Path(kept).resolve() if kept else tmp_path_factory.mktemp("root")
    if kept:
        root.mkdir(parents=True, exist_ok=True)
    else:
        for folder in (root, *root.parents[:2]):
            folder.chmod(0o755)
    try:
        debootstrap(root)
    except RuntimeError as error:
        pytest.skip(f"no Debian can be had here: {error}")
    made = Chroot(root)
    done = made.upload(bundle)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "Programs will run behind" in done.stdout
    shorten(root / "autograder/source/assignment/assignment.yaml", 5)
    yield made
    if not kept:
        shutil.rmtree(root)


def sample(name: str) -> dict[str, bytes | str]:
    path = SOLUTIONS / name
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize(
    "name", ["reference.ipynb", "reference.py", "right/detach_in_sum.ipynb", "right/text_beside"]
)
def test_right(chroot: Chroot, name: str) -> None:
    data = chroot.grade(sample(name), {"users": [{"name": "Ada"}]})
    assert score(data) == 10
    assert data["extra_data"]["status"] == "graded"


@pytest.mark.parametrize(
    ("name", "points"),
    [("wrong/copied_hint.py", None), ("wrong/sum_interrupted-2.py", 3), ("wrong/timed_out.py", 3)],
)
def test_wrong(chroot: Chroot, name: str, points: float | None) -> None:
    data = chroot.grade(sample(name))
    code = Path(name).stem.partition("-")[0]
    assert code in data["extra_data"]["diagnoses"]
    assert score(data) < 10
    if points is not None:
        assert score(data) == points
    assert seen_by_students(data)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"hw.ipynb": b"PK\x03\x04"},
        {"hw.py": b"\x00\xff\xfe" * 100},
        {"hw.zip": b"PK\x03\x04 torn"},
        {"photo.jpg": b"\xff\xd8\xff" + b"0" * 50},
    ],
    ids=["empty", "notebook", "script", "zip", "photo"],
)
def test_broken(chroot: Chroot, files: dict[str, bytes | str]) -> None:
    data = chroot.grade(files)
    assert score(data) == 0
    assert data["extra_data"]["diagnoses"]


def test_endless(chroot: Chroot) -> None:
    right = (SOLUTIONS / "reference.py").read_text("utf-8")
    data = chroot.grade({"hw.py": f"{right}\nwhile True:\n    pass\n"})
    assert score(data) == 10
    assert "timed_out" in data["extra_data"]["diagnoses"]


def attacks() -> list[Path]:
    """Those that `make test` runs elsewhere; `make hostile` runs all in another container."""
    return [path for path in sorted(ATTACKS.glob("*.py")) if "# quick: yes" in path.read_text()]


@pytest.mark.parametrize("path", attacks(), ids=lambda path: path.stem)
def test_hostile(chroot: Chroot, path: Path) -> None:
    """Whatever it does, there is a result, nothing is left behind, and the next is graded."""
    data = chroot.grade({"hw.py": path.read_bytes()})
    assert score(data) < 10
    folders = ("tmp", "dev/shm", "var/tmp", "autograder/results")
    left = [path.name for folder in folders for path in (chroot.root / folder).glob("*")]
    assert left == ["results.json"]


def test_what_a_program_can_reach(chroot: Chroot) -> None:
    paths = ["source/recorded.msgpack", "source/lib/autograder/pipeline.py", "source/fallback.json"]
    paths += ["submission_metadata.json", "results/results.json", "run_autograder"]
    lines = [
        "import os, torch",
        "read = [str(os.getuid() == 0)]",
        f"for path in {[f'/autograder/{path}' for path in paths]!r}:",
        "    for mode in ('r', 'a'):",
        "        try:",
        "            open(path, mode).close()",
        "            read.append(path)",
        "        except OSError:",
        "            pass",
        "print('REACHED', read)",
    ]
    data = chroot.grade({"hw.py": "\n".join(lines)}, {"users": [{"name": "unread"}]})
    assert data["extra_data"]["status"] == "needs_review"
    assert score(data) == 0
    source = chroot.root / "autograder/source"
    assert stat.S_IMODE(source.stat().st_mode) == 0o700


def test_honest_work_is_graded_after_all_of_that(chroot: Chroot) -> None:
    assert score(chroot.grade(sample("reference.py"))) == 10


def test_the_grader_imports_nothing_that_is_not_needed(chroot: Chroot) -> None:
    listed = chroot.run("/opt/autograder/bin/python", "-m", "pip", "list").stdout
    assert "otter" not in listed
    assert "pandas" not in listed
