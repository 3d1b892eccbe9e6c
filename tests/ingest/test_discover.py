"""A folder of submissions becomes one submission per file or folder, lazily, with safe names."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.ingest import Limits, discover, load
from autograder.ingest.names import natural_key, safe_name, safe_path, unique_names


def names(root: Path) -> list[str]:
    return [submission.name for submission in discover(root)]


def test_each_file_or_folder_at_the_top_is_one_submission(tmp_path: Path) -> None:
    (tmp_path / "hw10.py").write_bytes(b"x")
    (tmp_path / "hw2.py").write_bytes(b"x")
    (tmp_path / "张三").mkdir()
    (tmp_path / "张三" / "a.ipynb").write_bytes(b"{}")
    (tmp_path / "张三" / "说明.md").write_bytes(b"hi")
    found = list(discover(tmp_path))
    assert [s.name for s in found] == ["hw2", "hw10", "张三"]
    assert [f.path for f in found[2].files] == ["a.ipynb", "说明.md"]


def test_system_litter_is_no_submission(tmp_path: Path) -> None:
    for litter in (".DS_Store", "Thumbs.db", "~$hw.docx", ".hidden.py"):
        (tmp_path / litter).write_bytes(b"x")
    for folder in ("__MACOSX", "__pycache__", ".ipynb_checkpoints"):
        (tmp_path / folder).mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "hw.py").write_bytes(b"x")
    (tmp_path / "a" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "a" / ".ipynb_checkpoints" / "hw-checkpoint.ipynb").write_bytes(b"x")
    (found,) = discover(tmp_path)
    assert [f.path for f in found.files] == ["hw.py"]


def test_equal_stems_are_separate_submissions_with_names_apart(tmp_path: Path) -> None:
    (tmp_path / "alice.py").write_bytes(b"x")
    (tmp_path / "alice.md").write_bytes(b"x")
    (tmp_path / "Alice").mkdir()
    found = names(tmp_path)
    assert sorted(found) == ["Alice", "alice_md", "alice_py"]


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"1")
    (tmp_path / "b.py").write_bytes(b"1")
    submissions = discover(tmp_path)
    next(submissions)
    (tmp_path / "b.py").write_bytes(b"changed later")
    assert next(submissions).files[0].data == b"changed later"


def test_a_folder_that_is_not_there_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(discover(tmp_path / "nowhere"))


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    (root / "a" / "link.txt").symlink_to(secret)
    (root / "a" / "up").symlink_to(tmp_path)
    (root / "a" / "hw.py").write_bytes(b"x")
    (root / "b.txt").symlink_to(secret)
    (root / "c").symlink_to(tmp_path)
    a, b, c = discover(root)
    assert [f.path for f in a.files] == ["hw.py"]
    assert {p.code for p in a.problems} == {"link"}
    for linked in (b, c):
        assert linked.files == ()
        assert [(p.code, p.fatal) for p in linked.problems] == [("link", True)]


def test_pipes_do_not_block(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "a" / "pipe.py")
    os.mkfifo(tmp_path / "b.py")
    a, b = discover(tmp_path)
    assert [p.code for p in a.problems] == ["special_file"]
    assert [(p.code, p.fatal) for p in b.problems] == [("special_file", True)]


def test_empty_and_missing_paths_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert [p.code for p in load(tmp_path / "empty").problems] == ["empty_submission"]
    missing = load(tmp_path / "no.py")
    assert missing.problems[0].code == "unreadable_file"
    assert missing.problems[0].fatal


def test_caps_hold_and_code_is_read_before_data(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "a_data.bin").write_bytes(b"x" * 900)
    (folder / "b_data.bin").write_bytes(b"x" * 900)
    (folder / "z.py").write_bytes(b"y" * 200)
    found = load(folder, Limits(total=1200, file=1000))
    assert [f.path for f in found.files] == ["a_data.bin", "z.py"]
    assert [(p.code, p.file) for p in found.problems] == [("too_large", "b_data.bin")]
    few = load(folder, Limits(files=1))
    assert [f.path for f in few.files] == ["z.py"]
    assert [p.code for p in few.problems] == ["too_many_files"]


def test_folders_are_read_to_a_depth(tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c" / "deep.py").write_bytes(b"x")
    (tmp_path / "a" / "top.py").write_bytes(b"x")
    found = load(tmp_path / "a", Limits(folders=2))
    assert [f.path for f in found.files] == ["top.py"]
    assert [p.code for p in found.problems] == ["nested_too_deep"]


def test_a_folder_that_all_files_share_is_left_out_of_paths(tmp_path: Path) -> None:
    (tmp_path / "a" / "hw" / "lib").mkdir(parents=True)
    (tmp_path / "a" / "hw" / "main.py").write_bytes(b"x")
    (tmp_path / "a" / "hw" / "lib" / "m.py").write_bytes(b"x")
    assert [f.path for f in load(tmp_path / "a").files] == ["lib/m.py", "main.py"]


def test_names_that_are_not_utf8_are_decoded(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("张三丰的作业.py".encode("gbk"))).write_bytes(b"x")
    (found,) = discover(tmp_path)
    assert found.name == found.student == "张三丰的作业"


def test_file_names_with_direction_marks_and_controls_become_plain(tmp_path: Path) -> None:
    (tmp_path / "evil\u202eyp.\x1b[31m\n.py").write_bytes(b"x")
    (found,) = discover(tmp_path)
    assert found.name == "evilyp.[31m"


@given(st.text())
def test_any_text_becomes_a_safe_file_name(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 160
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name not in (".", "..")
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
    assert safe_name(name) == name


@given(st.lists(st.tuples(st.text(max_size=6), st.sampled_from(["", "py", "md", "ipynb"]))))
def test_names_are_unique_on_every_file_system(labels: list[tuple[str, str]]) -> None:
    found = unique_names(labels)
    assert len(found) == len(labels)
    assert len({name.casefold() for name in found}) == len(found)


@given(st.text(alphabet="ab./\\:\0 \u202e中", max_size=20))
def test_any_path_of_an_archive_stays_inside(raw: str) -> None:
    safe = safe_path(raw)
    if safe is not None:
        parts = safe[0].split("/")
        assert all(part not in ("", ".", "..") for part in parts)
        assert ".." not in raw.replace("\\", "/").split("/")


@given(st.lists(st.text(alphabet="a01290٣", max_size=8)))
def test_distinct_names_never_tie_in_natural_order(items: list[str]) -> None:
    assert len({natural_key(item) for item in items}) == len(set(items))
    assert sorted(["a10", "a2", "A1"], key=natural_key) == ["A1", "a2", "a10"]
