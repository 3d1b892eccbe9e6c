"""Grading from a recording gives what grading with the solutions at hand gives."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.diagnosis.examples import Lesson
from autograder.errors import AutograderError
from autograder.experiments.model import Answer, Expected
from autograder.pipeline import Grader
from autograder.points import derived_key
from autograder.recorded import Recorded, RecordedOracle, dump, load
from autograder.report.as_json import to_json
from autograder.report.model import Report
from autograder.spec.load import LoadedAssignment
from autograder.spec.load import load as load_assignment
from autograder.spec.solutions import Sample, read_samples

KEY = b"a key of the tests"
LESSON = "# message.en: You multiplied.\n# message.zh: 你用了乘法。\n"


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> LoadedAssignment:
    """The homework with few samples, one of which teaches words of its own."""
    loaded = load_assignment("no_grad_cubic")
    solutions = tmp_path_factory.mktemp("solutions")
    (solutions / "wrong").mkdir()
    (solutions / "reference.py").write_bytes(loaded.reference.read_bytes())
    name = "product_instead_of_sum.py"
    text = (loaded.solutions / "wrong" / name).read_text("utf-8")
    head, _, body = text.partition("\n")
    (solutions / "wrong" / name).write_text(f"{head}\n{LESSON}{body}", "utf-8")
    return replace(loaded, reference=solutions / "reference.py", solutions=solutions)


@pytest.fixture(scope="module")
def at_hand(assignment: LoadedAssignment) -> Iterator[Grader]:
    with Grader(assignment, key=KEY, workers=1) as grader:
        yield grader


@pytest.fixture(scope="module")
def from_recording(
    at_hand: Grader, assignment: LoadedAssignment, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grader]:
    recorded = load(dump(at_hand.record()))
    empty = tmp_path_factory.mktemp("empty")
    nowhere = replace(assignment, reference=empty / "reference.py", solutions=empty)
    with Grader(nowhere, recorded=recorded, workers=1) as grader:
        yield grader


def _samples() -> list[Sample]:
    samples = read_samples(load_assignment("no_grad_cubic").solutions)
    chosen = ("reference.ipynb", "right/matrix", "wrong/product", "wrong/copied", "wrong/wrong_p")
    return [sample for sample in samples if sample.name.startswith(chosen)]


def _comparable(report: Report) -> dict[str, object]:
    data = to_json(report)
    for figure in ("wall_s", "cpu_s", "peak_rss_kb"):
        del data["run"][figure]
    return data


@pytest.mark.parametrize("sample", _samples(), ids=lambda sample: sample.name)
def test_reports_are_the_same(sample: Sample, at_hand: Grader, from_recording: Grader) -> None:
    submission = sample.submission()
    assert _comparable(from_recording.grade(submission)) == _comparable(at_hand.grade(submission))


def test_what_a_sample_teaches_is_recorded(
    from_recording: Grader, assignment: LoadedAssignment
) -> None:
    sample = next(one for one in read_samples(assignment.solutions) if one.kind == "wrong")
    report = from_recording.grade(sample.submission())
    words = {"zh": "你用了乘法。", "en": "You multiplied."}
    assert words[report.language] in [message.message for message in report.messages]


def test_a_recording_holds_no_solution(at_hand: Grader, assignment: LoadedAssignment) -> None:
    data = dump(at_hand.record())
    lines = assignment.reference.read_text("utf-8").splitlines()
    assert not any(line.strip().encode() in data for line in lines if len(line.strip()) > 12)


def test_a_recording_for_another_assignment_is_refused() -> None:
    roles: dict[str, tuple[tuple[float, ...], ...]] = {"y": ((1.0,), (4.0,))}
    expected = Answer((Expected(((1.0,), (2.0,)), roles, {"y": True}, ((2.0,), (4.0,))),))
    oracle = RecordedOracle(Recorded(KEY, (2.0,), expected, {}))
    assert oracle.expected((2.0,)) == expected
    with pytest.raises(AutograderError, match="build them again"):
        oracle.expected((3.0,))


def test_keys_of_different_purposes_differ_and_do_not_show_their_source() -> None:
    first, second = derived_key(KEY, "one"), derived_key(KEY, "two")
    assert len({first, second, KEY}) == 3
    assert first == derived_key(KEY, "one")


_FLOATS = st.floats(allow_nan=False)


@given(
    st.binary(),
    st.dictionaries(st.text(), st.lists(st.lists(_FLOATS).map(tuple)).map(tuple)),
    st.dictionaries(st.text(), st.builds(Lesson, st.text(), st.just({"zh": "甲"}), st.just({}))),
)
def test_a_recording_reads_back_as_it_was(
    key: bytes, roles: dict[str, tuple[tuple[float, ...], ...]], lessons: dict[str, Lesson]
) -> None:
    inputs = ((1.0,), (math.inf,))
    expected = Expected(inputs, roles, dict.fromkeys(roles, True), ((math.inf,),))
    recorded = Recorded(key, (math.inf,), Answer((expected,), roles), lessons)
    assert load(dump(recorded)) == recorded


@given(st.binary())
def test_garbage_is_no_recording(data: bytes) -> None:
    with pytest.raises(AutograderError, match="recorded results"):
        load(data)


def test_a_recording_of_another_version_is_refused() -> None:
    expected = Answer()
    with pytest.raises(AutograderError, match="another version"):
        load(dump(Recorded(KEY, (), expected, {}, format=99)))
