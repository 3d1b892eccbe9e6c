"""Samples: what they declare is read, taken off, and complained about when it is not understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.spec.header import KEYS, split
from autograder.spec.problems import SpecError
from autograder.spec.solutions import Sample, read_samples

BODY = "import torch\nx = torch.tensor(1.0)\n"


def sample(folder: Path, name: str, data: str | bytes) -> Sample:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    (only,) = read_samples(folder, 10)
    return only


def complaints(folder: Path, name: str, data: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        sample(folder, name, data)
    return [f"{problem.line}: {problem.message}" for problem in caught.value.errors]


def notebook(**entry: object) -> str:
    cell = {"cell_type": "code", "source": ["x = 1"], "metadata": {}, "outputs": []}
    metadata = {"autograder": entry} if entry else {}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def test_the_header_of_a_script_is_read_and_its_lines_are_blanked(tmp_path: Path) -> None:
    text = "#!/usr/bin/env python\n# expect: copied_hint\n# score: 6.5\n# also: a_b, c\n" + BODY
    wrong = sample(tmp_path, "wrong/copied_hint-2.py", text)
    assert (wrong.kind, wrong.expect, wrong.score, wrong.also) == (
        "wrong",
        "copied_hint",
        6.5,
        ("a_b", "c"),
    )
    (file,) = wrong.submission().files
    assert file.path == "copied_hint-2.py"
    assert file.data.decode() == "#!/usr/bin/env python\n\n\n\n" + BODY


def test_the_words_that_a_sample_teaches_with_are_read(tmp_path: Path) -> None:
    text = (
        "# expect: copied_hint\n# score: 1\n# lang: zh\n"
        "# message.zh: 照抄了：提示\n# hint.en: read it: again\n"
    )
    wrong = sample(tmp_path, "wrong/copied_hint.py", text + BODY)
    assert wrong.message == {"zh": "照抄了：提示"}
    assert wrong.hint == {"en": "read it: again"}
    assert wrong.language == "zh"


def test_a_students_own_first_comments_stay(tmp_path: Path) -> None:
    text = "# Author: Li Na\n# score: my score was 3\n" + BODY
    right = sample(tmp_path, "right/a.py", text)
    assert right.files[0].data.decode() == text
    assert right.score is None


def test_the_header_of_a_notebook_lies_in_its_metadata(tmp_path: Path) -> None:
    text = notebook(expect="copied_hint", score=4, also=["x", "y"], message={"en": "look"})
    wrong = sample(tmp_path, "wrong/copied_hint.ipynb", text)
    assert (wrong.expect, wrong.score, wrong.also) == ("copied_hint", 4.0, ("x", "y"))
    assert wrong.message == {"en": "look"}
    assert json.loads(wrong.files[0].data) == json.loads(notebook())


def test_the_header_of_markdown_is_an_html_comment(tmp_path: Path) -> None:
    text = "<!-- expect: exercise_not_found\nscore: 0 -->\n# 标题\n正文\n"
    wrong = sample(tmp_path, "wrong/exercise_not_found.md", text)
    assert (wrong.expect, wrong.score) == ("exercise_not_found", 0.0)
    assert wrong.files[0].data.decode() == "\n\n# 标题\n正文\n"


def test_a_comment_of_the_students_in_markdown_stays(tmp_path: Path) -> None:
    text = "<!-- my notes -->\n# Title\n"
    assert sample(tmp_path, "right/a.md", text).files[0].data.decode() == text


def test_bytes_that_are_not_utf8_come_back_as_they_were(tmp_path: Path) -> None:
    body = b"# -*- coding: gbk -*-\n# expect-note: late_error\n" + "print('梯度')".encode("gbk")
    right = sample(tmp_path, "right/gbk.py", body)
    assert right.notes == ("late_error",)
    assert right.files[0].data == body.replace(b"# expect-note: late_error", b"")


def test_windows_line_ends_and_a_mark_stay(tmp_path: Path) -> None:
    body = b"\xef\xbb\xbf# expect: a_b\r\n# score: 1\r\nx = 1\r\n"
    assert sample(tmp_path, "wrong/a_b.py", body).files[0].data == b"\xef\xbb\xbf\r\n\r\nx = 1\r\n"


def test_a_folder_is_one_sample_of_several_files(tmp_path: Path) -> None:
    folder = tmp_path / "wrong" / "copied_hint-4"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "__pycache__" / "main.pyc").write_bytes(b"0")
    (folder / "main.py").write_text("# expect: copied_hint\n# score: 2\nx = 1\n")
    (folder / "words.txt").write_text("因为", encoding="utf-8")
    (only,) = read_samples(tmp_path, 10)
    assert [file.path for file in only.submission().files] == ["main.py", "words.txt"]
    assert only.score == 2


def test_references_come_first_then_right_then_wrong(tmp_path: Path) -> None:
    for name in ("reference.py", "right/b.py", "right/a.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY)
    names = [one.name for one in read_samples(tmp_path)]
    assert names == ["reference.py", "right/a.py", "right/b.py"]


def test_names_of_submissions_are_unique_and_safe(tmp_path: Path) -> None:
    for name in ("right/a.py", "right/a.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(notebook())
    names = {one.submission().name for one in read_samples(tmp_path)}
    assert names == {"right-a.py", "right-a.ipynb"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("wrong/a.py", BODY, "None: has no `# expect: …` line (metadata.autograder in a notebook)"),
        ("wrong/a.py", "# expect: a\n" + BODY, "None: has no `# score: …` line"),
        ("wrong/a.py", "# expct: a\n# score: 1\n", "1: unknown key 'expct', did you mean 'expect'"),
        ("wrong/a.py", "# expect: a\n# score: ten\n", "2: score is 'ten'; it must be a number"),
        ("wrong/a.py", "# expect: a\n# score: -1\n", "2: score is '-1'; it must be a number"),
        ("wrong/a.py", "# expect: a\n# score: nan\n", "2: score is 'nan'; it must be a number"),
        ("wrong/a.py", "# expect: a\n# score: 11\n", "2: score is 11, more than the 10 points"),
        ("wrong/a.py", "# score: 1\n# expect: b\n", "2: expects 'b' and so must be called after"),
        ("wrong/a.py", "# expect: a\n# expect: a\n# score: 1\n", "2: `expect:` is given twice"),
        (
            "wrong/a.py",
            "# expect: a\n# score: 1\n# also: B c\n",
            "3: also names 'B c', which is no",
        ),
        ("wrong/a.py", "# expect: a\n# score: 1\n# lang: fr\n", "3: lang is 'fr'; it must be zh"),
        ("right/a.py", "# expect: a\n" + BODY, "1: only samples in wrong/ have `expect:`"),
        ("wrong/a.ipynb", notebook(expct="a"), "None: unknown key 'expct' in metadata.autograder"),
    ],
)
def test_a_header_that_is_wrong_is_said_with_its_line(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    found = complaints(tmp_path, name, text)
    assert any(problem.startswith(said) for problem in found), found


def test_every_broken_header_of_a_folder_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "wrong"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.py").write_text("# expect: a\n")
    with pytest.raises(SpecError) as caught:
        read_samples(tmp_path)
    assert {Path(problem.file).name for problem in caught.value.errors} == {"a.py", "b.py", "c.py"}


@given(st.binary(max_size=200), st.sampled_from(["a.py", "a.md", "a.txt", "a.ipynb"]))
def test_any_bytes_split_and_stay_where_there_is_no_header(data: bytes, name: str) -> None:
    parts = split(name, data)
    assert parts.header.values or parts.body == data or name == "a.ipynb"


@given(
    st.dictionaries(
        st.sampled_from(KEYS), st.from_regex(r"[a-z0-9_]+", fullmatch=True), min_size=1
    ),
    st.text(
        st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    ),
)
def test_the_header_comes_off_and_every_line_keeps_its_number(
    values: dict[str, str], tail: str
) -> None:
    body = "x = 1\n" + tail
    head = "".join(f"# {key}: {value}\n" for key, value in values.items())
    parts = split("a.py", (head + body).encode())
    assert parts.header.values == values
    assert parts.body.decode() == "\n" * len(values) + body
