"""submission_metadata.json, whole and broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.gradescope.metadata import Metadata, read_metadata

DOCUMENTED: dict[str, Any] = {
    "id": 123456,
    "created_at": "2018-07-01T14:22:32.365935-07:00",
    "assignment": {
        "due_date": "2018-07-31T23:00:00.000000-07:00",
        "group_size": 4,
        "group_submission": True,
        "id": 25828,
        "course_id": 1234,
        "late_due_date": None,
        "release_date": "2018-07-02T00:00:00.000000-07:00",
        "title": "Programming Assignment 1",
        "total_points": "20.0",
    },
    "submission_method": "upload",
    "users": [{"email": "student@example.com", "id": 1234, "name": "Student User"}],
    "previous_submissions": [
        {"submission_time": "2017-04-07T14:24:48.087023-07:00", "score": 7.5, "results": {}},
        {"submission_time": "2017-04-06T14:24:48.087023-07:00", "score": 0.0, "results": {}},
    ],
}
"""The example of Gradescope's documentation, with a second earlier submission."""


def read(data: object, folder: Path) -> Metadata:
    path = folder / "submission_metadata.json"
    path.write_text(json.dumps(data), "utf-8")
    return read_metadata(path)


def test_the_documented_example(tmp_path: Path) -> None:
    assert read(DOCUMENTED, tmp_path) == Metadata(("Student User",), 0.0, (0.0, 7.5))
    assert read(DOCUMENTED, tmp_path).attempt == 3


def test_a_group_is_all_its_members(tmp_path: Path) -> None:
    users = [{"name": "Ada"}, {"name": "张伟"}, {"email": "only@example.com"}]
    assert read({"users": users}, tmp_path).students == ("Ada", "张伟", "only@example.com")


@pytest.mark.parametrize(
    ("created", "late_s"),
    [
        ("2018-08-01T06:00:00Z", 0.0),
        ("2018-08-01T14:00:01.500000+08:00", 1.5),
        ("2018-08-01T01:00:00-07:00", 7200.0),
    ],
)
def test_lateness_is_counted_across_time_zones(created: str, late_s: float, tmp_path: Path) -> None:
    metadata = read(DOCUMENTED | {"created_at": created}, tmp_path)
    if late_s == 1.5:
        assert metadata.late_s == pytest.approx(1.5)
    else:
        assert metadata.late_s == late_s


def test_an_extension_of_ones_own_counts(tmp_path: Path) -> None:
    extended = {"name": "Ada", "assignment": {"due_date": "2018-08-02T00:00:00.000000-07:00"}}
    late = DOCUMENTED | {"created_at": "2018-08-01T12:00:00-07:00"}
    assert read(late, tmp_path).late_s > 0
    assert read(late | {"users": [extended]}, tmp_path).late_s == 0


@pytest.mark.parametrize(
    ("visibility", "score"), [("visible", 7.0), ("hidden", 7.0), ("after_published", None)]
)
def test_a_score_that_a_student_cannot_see_is_not_known(
    visibility: str, score: float | None, tmp_path: Path
) -> None:
    earlier = {"score": 7.0, "results": {"tests": [{"visibility": visibility}]}}
    assert read({"previous_submissions": [earlier]}, tmp_path).previous_scores == (score,)


def test_no_file_is_no_metadata(tmp_path: Path) -> None:
    assert read_metadata(tmp_path / "nothing.json") == Metadata()


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
_KEYS = st.sampled_from([*DOCUMENTED, "due_date", "name", "score", "submission_time"])


@given(st.dictionaries(_KEYS, _JSON | st.dictionaries(_KEYS, _JSON) | st.lists(_JSON)))
def test_whatever_stands_in_it_grading_goes_on(data: dict[str, Any]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        metadata = read(data, Path(folder))
    assert metadata.late_s >= 0
    assert all(isinstance(name, str) for name in metadata.students)


@given(st.binary(max_size=60))
def test_garbage_is_no_metadata(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submission_metadata.json"
        path.write_bytes(data)
        assert read_metadata(path).attempt == 1
