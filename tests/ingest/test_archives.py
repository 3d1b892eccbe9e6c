"""Zips are read in memory, with honest names and without believing what they claim."""

from __future__ import annotations

import io
import stat
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.ingest import Limits, Submission, discover, load


def make_zip(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def raw_zip(name: bytes, data: bytes, extra: bytes = b"") -> bytes:
    """A stored zip of one member whose name is these very bytes, without the UTF-8 flag."""
    crc = zlib.crc32(data)
    sizes = struct.pack("<IIIHH", crc, len(data), len(data), len(name), len(extra))
    local = struct.pack("<IHHHHH", 0x04034B50, 20, 0, 0, 0, 0) + sizes + name + extra + data
    central = struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 0, 0, 0, 0) + sizes
    central += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def load_zip(tmp_path: Path, data: bytes, limits: Limits | None = None) -> Submission:
    path = tmp_path / "alice.zip"
    path.write_bytes(data)
    return load(path, limits or Limits())


def paths(submission: Submission) -> list[str]:
    return [file.path for file in submission.files]


def codes(submission: Submission) -> list[str]:
    return [problem.code for problem in submission.problems]


def test_a_zip_is_one_submission_without_its_outer_folder(tmp_path: Path) -> None:
    data = make_zip({"hw/main.py": b"1", "hw/lib/m.py": b"2", "__MACOSX/hw/._main.py": b"3"})
    found = load_zip(tmp_path, data)
    assert (found.name, found.student) == ("alice", "alice")
    assert paths(found) == ["lib/m.py", "main.py"]
    assert found.problems == ()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_without_the_flag_are_decoded(tmp_path: Path, encoding: str) -> None:
    found = load_zip(tmp_path, raw_zip("张三的作业.py".encode(encoding), b"x"))
    assert paths(found) == ["张三的作业.py"]


def test_traditional_names_in_big5_are_decoded(tmp_path: Path) -> None:
    found = load_zip(tmp_path, raw_zip("自動微分作業說明.py".encode("big5"), b"x"))
    assert paths(found) == ["自動微分作業說明.py"]


def test_the_unicode_path_field_wins_over_the_raw_name(tmp_path: Path) -> None:
    name = b"????.py"
    body = struct.pack("<BI", 1, zlib.crc32(name)) + "导数.py".encode()
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert paths(load_zip(tmp_path, raw_zip(name, b"x", extra))) == ["导数.py"]


def test_members_that_climb_out_are_left_out(tmp_path: Path) -> None:
    found = load_zip(
        tmp_path, make_zip({"../../evil.py": b"1", "a/..\\..\\b.py": b"2", "ok.py": b""})
    )
    assert paths(found) == ["ok.py"]
    assert codes(found) == ["unsafe_path", "unsafe_path"]


def test_absolute_members_land_inside(tmp_path: Path) -> None:
    found = load_zip(tmp_path, make_zip({"/etc/cron.d/x.py": b"1", "C:\\hw\\y.py": b"2"}))
    assert paths(found) == ["etc/cron.d/x.py", "hw/y.py"]
    assert codes(found) == ["unsafe_path", "unsafe_path"]


@pytest.mark.parametrize(("kind", "code"), [(stat.S_IFLNK, "link"), (stat.S_IFIFO, "special_file")])
def test_links_and_devices_are_left_out(tmp_path: Path, kind: int, code: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("trick.py")
        info.external_attr = (kind | 0o644) << 16
        archive.writestr(info, "/etc/passwd")
    found = load_zip(tmp_path, buffer.getvalue())
    assert paths(found) == []
    assert codes(found) == [code]
    assert found.problems[0].fatal


def test_a_bomb_stops_at_the_cap_even_if_its_header_lies(tmp_path: Path) -> None:
    data = make_zip({"bomb.bin": bytes(3_000_000), "hw.py": b"x"})
    found = load_zip(tmp_path, data, Limits(total=1_000_000, file=500_000))
    assert paths(found) == ["hw.py"]
    assert codes(found) == ["too_large"]
    lying = data.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 10))
    assert sum(len(f.data) for f in load_zip(tmp_path, lying).files) <= 20


def test_many_bombs_do_not_cost_more_than_a_bound(tmp_path: Path) -> None:
    bombs = {f"{i}.bin": bytes(300_000) for i in range(40)}
    found = load_zip(tmp_path, make_zip(bombs), Limits(total=1_000_000, file=200_000))
    assert paths(found) == []
    assert set(codes(found)) == {"too_large"}


def test_too_many_members(tmp_path: Path) -> None:
    data = make_zip({f"{i}.py": b"" for i in range(30)})
    assert len(load_zip(tmp_path, data, Limits(files=10)).files) == 10
    refused = load_zip(tmp_path, data, Limits(listed=20))
    assert refused.files == ()
    assert codes(refused) == ["too_many_files"]


def test_a_zip_within_a_zip_is_opened_one_level(tmp_path: Path) -> None:
    deepest = make_zip({"secret.py": b"3"})
    inner = make_zip({"in.py": b"2", "deepest.zip": deepest})
    found = load_zip(tmp_path, make_zip({"out.py": b"1", "inner.zip": inner}))
    assert paths(found) == ["inner/in.py", "out.py"]
    assert codes(found) == ["nested_too_deep"]


def test_a_zip_in_a_folder_is_opened(tmp_path: Path) -> None:
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "hw.zip").write_bytes(make_zip({"a.py": b"1"}))
    assert paths(load(tmp_path / "bob")) == ["a.py"]


def test_encrypted_members_are_named(tmp_path: Path) -> None:
    data = make_zip({"hw.py": b"x" * 50}, zipfile.ZIP_STORED)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        data = data[:at] + b"\x01\x00" + data[at + 2 :]
    found = load_zip(tmp_path, data)
    assert codes(found) == ["encrypted"]
    assert found.problems[0].fatal


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", ""), (b"hello", ""), (b"Rar!\x1a\x07\x01\x00", "rar"), (b"7z\xbc\xaf\x27\x1c00", "7z")],
)
def test_what_is_no_zip_says_what_it_looks_like(tmp_path: Path, data: bytes, kind: str) -> None:
    (problem,) = load_zip(tmp_path, data).problems
    assert (problem.code, problem.fatal, problem.detail["looks_like"]) == ("not_a_zip", True, kind)


def test_a_broken_member_leaves_the_others(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.py": b"a" * 100, "b.py": b"b" * 100}, zipfile.ZIP_STORED))
    data[data.index(b"aaaa") + 5] ^= 0xFF
    found = load_zip(tmp_path, bytes(data))
    assert paths(found) == ["b.py"]
    assert codes(found) == ["broken_archive"]


def test_file_and_folder_of_one_name_do_not_meet(tmp_path: Path) -> None:
    found = load_zip(tmp_path, make_zip({"a": b"1", "a/b.py": b"2", "A": b"3"}))
    assert len(found.files) == 1
    assert set(codes(found)) == {"duplicate_path"}


def test_a_rar_at_the_top_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "bob.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    (found,) = discover(tmp_path)
    assert found.problems[0].code == "unsupported_archive"
    assert found.problems[0].fatal


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nothing_raises_on_damaged_zips(data: st.DataObject) -> None:
    whole = bytearray(
        make_zip({"a.py": b"print(1)" * 20, "dir/b.md": b"text", "c.zip": make_zip({"d": b"1"})})
    )
    for _ in range(data.draw(st.integers(0, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(bytes(whole[:cut]))
        found = load(path)
        assert found.files or found.problems[0].fatal


@given(st.binary(max_size=300), st.sampled_from(["a.zip", "a.py", "a.ipynb", "a"]))
def test_nothing_raises_on_any_bytes(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        (found,) = discover(Path(folder))
        assert found.files or found.problems
