"""Faults that fuzzing found, one test each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.registry import all_rules
from autograder.evidence.schema import Bound, Frame, Ref, Seen, Site
from autograder.experiments.find import candidates
from autograder.experiments.model import NOTHING
from autograder.experiments.naming import MAX_NAMES
from autograder.experiments.roles import agrees
from autograder.experiments.trace import Trace
from autograder.extract import extract
from autograder.extract.document import Cell, Document, Program
from autograder.extract.notebook import read_notebook
from autograder.ingest import discover
from autograder.spec.load import load
from autograder.spec.source import read_yaml
from autograder.static import Findings, inspect
from tests.fuzz.storms import backward, leaf, op, state
from tests.support import submission


def test_tensors_that_claim_to_be_made_from_each_other_make_no_circle() -> None:
    frames: list[Frame] = [
        leaf(),
        op(2, "add", (Ref(2, 0), Ref(0, 0)), state(1)),
        op(3, "add", (Ref(1, 0), Ref(3, 0)), state(2)),
        op(4, "view", (Ref(2, 0),), state(3)),
        backward(5, Ref(3, 0)),
    ]
    trace = Trace.of(frames)
    assert trace.nodes[1, 0].parents == ((0, 0),)
    assert trace.ancestors((3, 0)) == {(0, 0), (1, 0), (2, 0), (3, 0)}


def test_events_count_in_the_order_of_their_numbers_and_once() -> None:
    late = op(3, "mul", (Ref(1, 0),), state(2))
    early = op(2, "pow", (Ref(0, 0), 2), state(1))
    again = op(3, "sub", (Ref(0, 0),), state(5))
    trace = Trace.of([late, again, early, leaf()])
    assert [event.name for event in trace.ops] == ["torch.Tensor.pow", "torch.Tensor.mul"]
    assert trace.nodes[2, 0].parents == ((1, 0),)


def test_the_end_of_an_endless_chain_is_no_candidate_but_an_exercise_after_it_is() -> None:
    frames: list[Frame] = [leaf()]
    frames += [op(i + 1, "mul", (Ref(i - 1, 0), 2), state(i)) for i in range(1, 9_000)]
    fresh = Seen(9_001, state(10_000, grad_fn=None), Site(0, 1))
    square = op(9_002, "pow", (Ref(10_000, 0), 2), state(10_001))
    trace = Trace.of(
        [*frames, fresh, square, backward(9_003, Ref(8_999, 0)), backward(9_004, Ref(10_001, 0))]
    )
    assert [found.root for found in candidates(trace)] == [(10_001, 0)]


def test_a_tensor_keeps_a_few_of_its_names() -> None:
    names = Bound(2, 0, 1, {f"n{i}": Ref(0, 0) for i in range(1_000)})
    assert len(Trace.of([leaf(), names]).names[0, 0]) == MAX_NAMES


def test_values_of_fewer_runs_than_probes_agree_with_nothing() -> None:
    assert not agrees([(2.0,)], [(2.0,), (3.0,), (4.0,)])
    assert agrees([(2.0,), (3.0,)], [(2.0,), (3.0,), (4.0,)])


def test_a_program_without_one_whole_statement_is_read() -> None:
    findings = inspect(extract(submission({"hw.py": "  )(\n  #\n )"})))
    assert findings.targets == {}


def test_old_notebooks_are_upgraded_without_a_word_on_the_terminal(
    recwarn: pytest.WarningsRecorder,
) -> None:
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "same",
        "input": "x = 1",
        "language": "python",
    }
    cell |= {"outputs": [], "metadata": {}, "prompt_number": 1}
    raw = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": [cell] * 2}],
    }
    assert len(read_notebook(json.dumps(raw), "hw.ipynb")) == 2
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize("text", ["!!bool maybe", "!!timestamp z", "!!int z", "!!float z"])
def test_a_yaml_tag_that_does_not_fit_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "assignment.yaml"
    file.write_text(f"id: a\ntitle: {text}\n")
    (problem,) = read_yaml(file).problems
    assert problem.line == 2
    assert "put it in quotes" in problem.message


def test_a_name_of_two_dots_and_more_is_a_submission(tmp_path: Path) -> None:
    for name in ("..py", "..\\up.py", ".hidden.py", ".DS_Store"):
        (tmp_path / name).write_text("x = 1")
    assert len(list(discover(tmp_path))) == 2


def test_a_notebook_of_a_hundred_thousand_long_cells_is_cut_in_time() -> None:
    cells = [
        {"cell_type": "code", "metadata": {}, "source": f"x = {number:030}", "outputs": []}
        for number in range(100_000)
    ]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    document = extract(submission({"hw.ipynb": text}))
    assert [problem.code for problem in document.problems] == ["code_too_long"]
    assert document.programs


def test_a_name_for_a_tensor_that_was_never_shown_harms_no_rule() -> None:
    frames: list[Frame] = [
        leaf(),
        op(2, "numpy", (Ref(0, 0),)),
        Seen(3, state(1, grad_fn=None), Site(0, 3)),
        Bound(4, 0, 3, {"a": Ref(9_223_372_036_854_775_807, 0), "b": Ref(1, 0)}),
        backward(5, Ref(1, 0)),
    ]
    program = Program("hw.py", "script", (Cell("code", "pass", "hw.py", None),))
    runs = ProgramRuns(program, (), (Trace.of(frames, {(0, 3): ("a", "b")}),))
    spec = load("no_grad_cubic").spec
    case = Case(spec, Document((program,), ()), Findings(), (runs,), NOTHING)
    for rule in all_rules():
        list(rule.find(case))
