"""A look at one examined submission: its graphs, its trace, the outputs saved in it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.checks.case import Case
from autograder.diagnosis.examples import behaviour
from autograder.extract.document import SavedOutput
from autograder.insight.graph import Graph, graph_of
from autograder.insight.trace import TraceRow, rows_of

MAX_GRAPHS = 12


@dataclass(frozen=True)
class ProgramTrace:
    """The trace table of one program; `left_out` counts the rows beyond the cap."""

    file: str
    rows: tuple[TraceRow, ...]
    left_out: int


@dataclass(frozen=True)
class Look:
    """What can be seen of one submission. `saved` maps (file, cell) to the outputs stored there;
    `signature` is how its graded experiment behaves."""

    signature: str
    graphs: tuple[Graph, ...]
    traces: tuple[ProgramTrace, ...]
    saved: dict[tuple[str, int | None], tuple[SavedOutput, ...]]


def look_at(case: Case) -> Look:
    """Everything to show of an examined submission, the graded experiment first."""
    shown = sorted(case.shown(), key=lambda item: item[0].graded is not item[2])
    return Look(
        signature=behaviour(case),
        graphs=tuple(graph_of(view, program, one) for view, program, one in shown[:MAX_GRAPHS]),
        traces=tuple(
            ProgramTrace(program.program.file, *rows_of(program)) for program in case.programs
        ),
        saved={
            (cell.file, cell.number): cell.outputs
            for program in case.document.programs
            for cell in program.cells
            if cell.outputs
        },
    )
