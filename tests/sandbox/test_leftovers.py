"""Files of a run that is over."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox import leftovers, meter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "session"
    inside.mkdir()
    return inside


def test_links_are_removed_and_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    (folder / "link").symlink_to(outside)
    (folder / "inner").mkdir()
    (folder / "inner" / "link").symlink_to(outside)
    leftovers.empty(str(folder))
    assert list(folder.iterdir()) == []
    assert (outside / "precious").read_text() == "x"


def test_no_depth_and_no_mode_is_too_much() -> None:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        _nest_and_empty(Path(folder))


def _nest_and_empty(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(1100):  # deeper than Python recurses
            Path("d").mkdir()
            os.chdir("d")
        Path("file").touch()
    finally:
        os.chdir(here)
    (folder / "closed" / "inner").mkdir(parents=True)
    (folder / "closed" / "inner").chmod(0)
    (folder / "closed").chmod(0)
    leftovers.empty(str(folder))
    assert list(folder.iterdir()) == []


def test_kept_folders_are_emptied_and_impostors_removed(folder: Path, tmp_path: Path) -> None:
    (folder / "work" / "a").mkdir(parents=True)
    (folder / "tmp").symlink_to(tmp_path)
    (folder / "shm").write_text("no folder")
    leftovers.empty(str(folder), keep=leftovers.WRITABLE)
    assert [path.name for path in folder.iterdir()] == ["work"]
    assert list((folder / "work").iterdir()) == []
    leftovers.lay_out(str(folder), (("a/b.txt", b"x"),))
    assert (folder / "work" / "a" / "b.txt").read_bytes() == b"x"


def test_usage_counts_bytes_files_and_depth(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "big").write_bytes(b"x" * 100_000)
    assert not meter.usage(str(folder), 200_000, 10)
    assert meter.usage(str(folder), 50_000, 10)
    assert meter.usage(str(folder), 200_000, 1)


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../../x", "a//b", "", ".", "a/./b", "x\0y", "a/"]
)
def test_paths_that_lead_outside_are_refused(folder: Path, path: str) -> None:
    with pytest.raises(ValueError, match="no path inside a submission"):
        leftovers.lay_out(str(folder), ((path, b"x"),))


@given(st.text(min_size=1, max_size=30))
def test_any_path_is_laid_out_inside_or_refused(
    tmp_path_factory: pytest.TempPathFactory, path: str
) -> None:
    folder = tmp_path_factory.mktemp("s") / "session"
    folder.mkdir()
    try:
        leftovers.lay_out(str(folder), ((path, b"x"),))
    except (ValueError, OSError):
        return
    assert sum(len(files) for _, _, files in os.walk(folder / "work")) == 1
    assert [entry.name for entry in folder.parent.iterdir()] == ["session"]
