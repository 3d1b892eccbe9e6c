"""A little of `make fuzz` with every run of the tests, driven and made small by hypothesis."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.evidence import wire
from autograder.evidence.wire import ProtocolError, Reader
from autograder.extract.notebook import NotebookError, read_notebook
from tests.fuzz import corpus, evidence
from tests.fuzz.cases import CASES, World, world
from tests.fuzz.judge import check_sentence
from tests.fuzz.player import Tape
from tests.fuzz.storms import STORMS, tape
from tests.support import submission

SOME = ("reference.py", "right/baseline_zeroed.ipynb", "wrong/gradient_accumulated.py")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "source", "cell_type", "outputs", "data", "metadata", "tags"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
CELLS = st.lists(
    st.fixed_dictionaries(
        {"cell_type": JSON | st.sampled_from(["code", "markdown", "heading"]), "source": JSON},
        optional={"outputs": JSON, "metadata": JSON, "level": JSON, "execution_count": JSON},
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def opened() -> Iterator[World]:
    with world(SOME) as found:
        yield found


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_input_ends_the_batch_and_each_gets_a_report(opened: World, name: str) -> None:
    case, weight = CASES[name]

    @settings(
        max_examples=6 * weight,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,  # `make fuzz` looks for what is new; this keeps what is known
    )
    @given(st.integers(0, 2**32))
    def run(seed: int) -> None:
        opened.faults.found.clear()
        case(opened, Random(seed))

    run()


@settings(max_examples=60, deadline=None)
@given(CELLS, st.sampled_from([1, 2, 3, 4, 5, "4", None, -1, 10**30]), st.booleans())
def test_cells_of_any_type_are_read_or_refused_with_a_reason(
    cells: list[object], version: object, old: bool
) -> None:
    raw = {"nbformat": version, "nbformat_minor": 0, "metadata": {}}
    raw |= {"worksheets": [{"cells": cells}]} if old else {"cells": cells}
    try:
        found = read_notebook(json.dumps(raw), "hw.ipynb")
    except NotebookError as error:
        assert error.problem.code == "unreadable_notebook"  # noqa: PT017 - either is right
    else:
        assert all(cell.source.strip() for cell in found)
        assert len(found) <= len(cells)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.lists(st.integers(1, 50), max_size=20))
def test_bytes_on_the_wire_are_frames_or_a_protocol_error(data: bytes, sizes: list[int]) -> None:
    reader = Reader()
    try:
        for size in [*sizes, len(data)]:
            for frame in reader.feed(data[:size]):
                assert wire.encode(frame)
            data = data[size:]
    except ProtocolError as error:
        check_sentence(str(error))


@pytest.mark.parametrize("name", sorted(STORMS))
def test_thousands_of_adverse_events_are_read_as_any_others(opened: World, name: str) -> None:
    """Each of them kept the grader busy for minutes, or for ever, where a loop had no cap.

    What is asserted is the report; a loop without a cap shows as a test that does not end.
    """
    opened.faults.found.clear()
    source = "\n".join(f"x{line} = {line}" for line in range(20))
    tapes = [Tape(evidence.encode(tape(STORMS[name]())))]
    opened.grade(submission({"hw.py": source}), tapes)
    assert opened.player.jobs


def test_the_corpus_holds_real_evidence(opened: World) -> None:
    assert len(opened.recordings) == len(SOME)
    for recording in opened.recordings:
        assert len(recording) == 3
        assert all(len(frames) > 5 for frames in recording)
        assert corpus.encoded(recording[0]) == evidence.encode(recording[0])
