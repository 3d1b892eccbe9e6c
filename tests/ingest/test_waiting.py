"""The list of a batch waits on disk, and what is read from it is what was there."""

from __future__ import annotations

import gc
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from autograder.commands.intake import Intake
from autograder.ingest import discover
from autograder.ingest.waiting import IN_MEMORY

COUNT = 2000
HELD = 60
"""Bytes that a submission that waits may take in memory."""


def on_disk(root: Path) -> Path:
    folder = root / "class"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"王小明_{2023000000 + number}.py").write_text(f"print({number})\n")
    return folder


def zipped(root: Path) -> Path:
    file = root / "submissions.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(COUNT):
            name = f"student{number}_{1000 + number}_{5000 + number}_hw.py"
            archive.writestr(name, f"print({number})\n")
    return file


@pytest.mark.parametrize("make", [on_disk, zipped])
def test_what_waits_takes_next_to_no_memory(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    place = make(tmp_path)
    Intake((place,))  # whatever is loaded or made once
    tracemalloc.start()
    try:
        intake = Intake((place,))
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert intake.total == COUNT
    assert held < IN_MEMORY // 4 + HELD * COUNT


@pytest.mark.parametrize("make", [on_disk, zipped])
def test_what_is_read_is_what_was_listed(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    place = make(tmp_path)
    assert list(Intake((place,))) == list(discover(place))


def test_a_folder_in_a_zip_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "assignment_1_export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "assignment_1_export/submission_metadata.yml",
            'submission_7:\n  :submitters:\n  - :name: Li Na\n    :sid: "7"\n',
        )
        archive.writestr("assignment_1_export/submission_7/hw.py", "print(1)\n")
        archive.writestr("assignment_1_export/submission_7/part/notes.md", "because\n")
    (found,) = Intake((file,))
    assert [part.path for part in found.files] == ["hw.py", "part/notes.md"]
    assert found.student == "Li Na"


def test_names_under_two_paths_are_told_apart(tmp_path: Path) -> None:
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "hw.py").write_text(folder)
    intake = Intake((tmp_path / "monday", tmp_path / "tuesday"))
    found = [(one.name, one.student, one.files[0].data) for one in intake]
    assert found == [("hw", "hw", b"monday"), ("hw-2", "hw", b"tuesday")]
