"""What is filed as a sample comes back as a sample, whatever the student and the teacher wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.spec.filing import FilingError, Heading, file_sample
from autograder.spec.solutions import Sample, read_samples
from tests.support import submission

HEADING = Heading("cube_first", 4.5, {"zh": "先算了立方", "en": "The cube first"}, {"en": "Swap."})
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


def filed(folder: Path, path: Path) -> Sample:
    return next(sample for sample in read_samples(folder) if sample.path == path)


def test_a_script_comes_back_with_its_header_off(tmp_path: Path) -> None:
    source = "import torch\nx = torch.tensor(1.)\n"
    path = file_sample(tmp_path, submission({"张三.py": source}), "张三.py", HEADING)
    assert path == tmp_path / "wrong" / "cube_first.py"
    sample = filed(tmp_path, path)
    assert (sample.expect, sample.score) == ("cube_first", 4.5)
    assert sample.message == HEADING.message
    assert sample.hint == HEADING.hint
    assert sample.files[0].data.decode().endswith(source)
    assert "张三" not in path.read_text(encoding="utf-8")


def test_a_notebook_keeps_its_cells(tmp_path: Path) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": "1"}], "nbformat": 4}
    handed_in = submission({"hw.ipynb": json.dumps(notebook)})
    sample = filed(tmp_path, file_sample(tmp_path, handed_in, "hw.ipynb", HEADING))
    assert sample.message == HEADING.message
    assert json.loads(sample.files[0].data)["cells"] == notebook["cells"]


def test_several_files_become_a_folder(tmp_path: Path) -> None:
    handed_in = submission({"main.py": "import part\n", "lib/part.py": "a = 1\n"})
    path = file_sample(tmp_path, handed_in, "main.py", HEADING)
    assert path.is_dir()
    assert {file.path for file in filed(tmp_path, path).files} == {"main.py", "lib/part.py"}


def test_the_next_one_of_a_code_gets_a_number(tmp_path: Path) -> None:
    handed_in = submission({"hw.py": "1\n"})
    names = [file_sample(tmp_path, handed_in, "hw.py", HEADING).name for _ in range(3)]
    assert names == ["cube_first.py", "cube_first-2.py", "cube_first-3.py"]


def test_what_looks_like_a_header_in_the_program_is_the_students_own(tmp_path: Path) -> None:
    source = "# score: 10\n# expect: full_marks\n# lang: klingon\nprint(1)\n"
    sample = filed(tmp_path, file_sample(tmp_path, submission({"hw.py": source}), "hw.py", HEADING))
    assert (sample.expect, sample.score, sample.language) == ("cube_first", 4.5, None)
    assert sample.files[0].data.decode().endswith(source)


def test_a_script_in_gbk_becomes_utf8_that_says_so(tmp_path: Path) -> None:
    source = "# -*- coding: gbk -*-\n# 因为没有追踪\nprint(1)\n".encode("gbk")
    path = file_sample(tmp_path, submission({"hw.py": source}), "hw.py", HEADING)
    assert "因为没有追踪" in path.read_text(encoding="utf-8")
    assert "gbk" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "main", "said"),
    [
        ({"hw.ipynb": "{not json"}, "hw.ipynb", "no valid notebook"),
        ({"hw.ipynb": "[1]"}, "hw.ipynb", "no valid notebook"),
        ({"hw.txt": "x"}, "hw.txt", "neither a script nor a notebook"),
        ({"hw.py": "x"}, "other.py", "no file"),
        ({"hw.py": "x", "notes.md": "<!-- expect: other_code -->"}, "hw.py", "second header"),
        ({"hw.py": "x", "../../out.py": "x"}, "hw.py", "leads out"),
    ],
)
def test_what_cannot_be_filed_leaves_nothing(
    tmp_path: Path, files: dict[str, str | bytes], main: str, said: str
) -> None:
    solutions = tmp_path / "a" / "solutions"
    with pytest.raises(FilingError, match=said):
        file_sample(solutions, submission(files), main, HEADING)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == []


def test_a_code_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FilingError, match="no code"):
        file_sample(tmp_path, submission({"hw.py": "1"}), "hw.py", Heading("../x", 1, {}, {}))


@given(source=TEXT, message=TEXT, hint=TEXT)
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, source: str, message: str, hint: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    heading = Heading("some_code", 1.0, {"zh": message, "en": message}, {"zh": hint, "en": hint})
    path = file_sample(folder, submission({"hw.py": source}), "hw.py", heading)
    sample = filed(folder, path)
    said = " ".join(message.split())
    assert sample.message == ({"zh": said, "en": said} if said else {})
    assert (sample.expect, sample.score) == ("some_code", 1.0)
