"""Names that strangers gave, through the command line and back out of every file it wrote."""

# ruff: noqa: PTH102, PTH118, PTH123 - names that Path would not keep

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.export import unprotect
from tests.fuzz.judge import CONTROL, Page

RIGHT = b"""import torch
x = torch.tensor(1., requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad)
"""

NAMES: tuple[bytes, ...] = (
    *(
        b"new\nline.py",
        b"tab\there.py",
        b"\x1b[31mred\x1b[0m.py",
        b"\x1b]0;title\x07.py",
        b"bell\x07.py",
    ),
    *("\u202egnp.py".encode(), "zero\u200bwidth.py".encode(), "\ufeffmark.py".encode()),
    *(b"=cmd|' ! C calc'!A0.py", b"+1.py", b"-1.py", b"@SUM(1).py", b"\t=1.py", b";=1+1.py"),
    *(b"..py", b"... .py", b"..\\..\\up.py", b"C:\\x.py", b"a:b.py", b"%2e%2e%2f.py", b"~root.py"),
    *(b"con.py", b"NUL.py", b"aux", b"LPT1.txt.py", b"trailing. .py", b" .py"),
    *(b"same.py", b"SAME.py", b"Same.PY", "ﬁ.py".encode(), b"fi.py"),
    *("é.py".encode(), "e\u0301.py".encode(), "\U0001f600.py".encode(), "李娜.py".encode()),
    *(b"\xff\xfe\xfd.py", b"\xed\xa0\xbd.py", "李".encode("gbk") + b".py", b"\xc3.py"),
    *(b"x" * 252 + b".py", "李".encode() * 84 + b".py", b"<script>alert(1)<.py", b"&amp;\"'.py"),
    *(
        b"{where}.py",
        b"[bold]x[-bold].py",
        b"%s%n.py",
        b"$(id).py",
        b"`id`.py",
        b"-rf.py",
        b"--out.py",
    ),
    *(b"grades.csv.py", b"log.txt.py", b"reports.py", b"index.html.py", b"\\.py", b"|.py", b"*.py"),
)


@dataclass(frozen=True)
class Batch:
    """What a run of the command line left behind."""

    out: Path
    around: Path
    terminal: str
    piped: str
    status: int

    def rows(self) -> list[dict[str, str]]:
        text = (self.out / "grades.csv").read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """All names graded in a terminal, and a few, in folders of such names, through a pipe."""
    around = tmp_path_factory.mktemp("around")
    folder = around / "in"
    folder.mkdir()
    few = around / "\x1b[31mfew\n"
    few.mkdir()
    for number, name in enumerate(NAMES):
        for place in (folder, few) if number < 6 else (folder,):
            with open(os.path.join(os.fsencode(place), name), "wb") as file:
                file.write(RIGHT)
    inside = os.path.join(os.fsencode(folder), b"\x1b[2Jfolder\n")
    os.mkdir(inside)
    with open(os.path.join(inside, b"\x1b[31m\n\xff.py"), "wb") as file:
        file.write(RIGHT.replace(b"x ** 3", b"x * 3"))
    with zipfile.ZipFile(folder / "climb.zip", "w") as archive:
        archive.writestr("../../climbed.py", RIGHT)
        archive.writestr("a\x1b[31m\nb.py", RIGHT)
    (folder / "nothing.zip").write_bytes(b"PK\x03\x04no")
    command = [sys.executable, "-c", "from autograder.cli import main; main()"]
    shown, status = _in_terminal([*command, "grade", "in", "--out", "out", "--lang", "en"], around)
    ended = subprocess.run(
        [*command, "grade", "\x1b[31mfew\n", "--out", "few\x1b[31m\n", "--lang", "zh"],
        cwd=around,
        capture_output=True,
        check=False,
    )
    piped = (ended.stdout + ended.stderr).decode()
    assert ended.returncode == 0, piped
    return Batch(around / "out", around, shown, piped, status)


def _in_terminal(command: list[str], folder: Path) -> tuple[str, int]:
    """What a program writes to a terminal, escape sequences and all."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    ) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:  # Linux says EIO when the other end is closed
                break
            if not part:
                break
            parts.append(part)
        status = process.wait()
    os.close(ours)
    return b"".join(parts).decode(), status


def test_every_submission_is_reported_under_a_name_of_its_own(batch: Batch) -> None:
    rows = batch.rows()
    assert len(rows) == len(NAMES) + 3
    names = [unprotect(row["submission"]) for row in rows]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)
    for name in names:
        assert (batch.out / "reports" / f"{name}.json").is_file()
        assert (batch.out / "reports" / f"{name}.html").is_file()
    assert batch.status == 1
    assert [row["status"] for row in rows].count("not_graded") == 1


def test_right_answers_stay_right_whatever_they_are_called(batch: Batch) -> None:
    graded = [row for row in batch.rows() if row["status"] == "graded"]
    # What is right but for the missing explanation.
    assert sum(row["score"] == "7" for row in graded) >= len(NAMES)
    assert not [row for row in batch.rows() if row["status"] == "needs_review"]


def test_no_file_lies_outside_the_output_folder(batch: Batch) -> None:
    assert sorted(p.name for p in batch.around.iterdir()) == [
        "\x1b[31mfew\n",
        "few\x1b[31m\n",
        "in",
        "out",
    ]
    assert {p.name for p in batch.out.iterdir()} <= {
        *("autograder.db", "autograder.db-shm", "autograder.db-wal", "autograder.db.lock"),
        *("grades.csv", "reports", "similar.csv"),
    }
    files = list((batch.out / "reports").iterdir())
    assert len(files) == 2 * (len(NAMES) + 3)
    for path in files:
        assert path.is_file()
        assert not path.is_symlink()
        assert not set(path.name) & set('/\\:*?"<>|')
        assert not CONTROL.search(path.name)
        assert len(path.name.encode()) <= 255


def test_no_cell_of_the_table_is_a_formula_or_holds_controls(batch: Batch) -> None:
    raw = (batch.out / "grades.csv").read_bytes().decode("utf-8-sig")
    assert not CONTROL.search(raw.replace("\r\n", ""))
    for row in batch.rows():
        for cell in row.values():
            assert not re.match(r"\s*[=+@\t\r＝＋＠]|-(?!\d)", cell), cell


def test_pages_and_json_hold_names_as_text(batch: Batch) -> None:
    for path in (batch.out / "reports").iterdir():
        text = path.read_bytes().decode()
        assert not CONTROL.search(text), path
        if path.suffix == ".json":
            data = json.loads(text)
            assert data["submission"] == path.stem
            continue
        page = Page()
        page.feed(text)
        page.close()
        assert "script" not in page.tags


def test_a_terminal_gets_no_escape_sequence_that_we_did_not_write(batch: Batch) -> None:
    ours = re.compile(r"\x1b\[(?:\d*(?:;\d+)*m|\?25[lh]|\d*[AKJ]|2K)|\r")
    left = ours.sub("", batch.terminal)
    assert "\x1b" not in left
    assert not CONTROL.search(left), CONTROL.search(left)
    assert "title" in left
    assert "title" in batch.piped
    assert not re.search(r"\x1b\[31mred", batch.terminal)
    assert not CONTROL.search(batch.piped.replace("\r", ""))
    assert "\x1b" not in batch.piped
