"""An output saved in the notebook is not what its code prints when run from top to bottom.

Why it matters: the saved number came from another state of the program, cells run in another
order, or another program altogether; a reader cannot trust it.

Example: the cell shows 5, but run from top to bottom it raises an error.

Feedback: the cell, what it shows and what it really gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.model import Found, Rule
from autograder.extract.document import Cell
from autograder.spec.model import Words

_NUMBER = re.compile(r"(?<![\w.])-?\d+\.?\d*(?:e[+-]?\d+)?")
_VOLATILE = re.compile(r"\b(?:time|random|rand|randn|seed|id|perf_counter|datetime|timeit|tqdm)\b")
_NOISE = re.compile(r"0x[0-9a-fA-F]+|\x1b\[[0-9;]*m|device='[^']*'|cuda(?::\d+)?")


def find(case: Case) -> Iterator[Found]:
    """A number stands in a saved output that the cell did not print this time.

    Only cells of the graded exercise are looked at: elsewhere random numbers and clocks of other
    cells may well show. Cells saved without output, or that themselves draw random numbers or ask
    for a GPU that is not here, are left out.
    """
    graded, program = case.graded, case.program
    if graded is not None and program is not None and program.program.style == "notebook":
        run = program.run
        mine = _units(case, program)
        if run is None or run.verdict != "ok":
            return
        for unit, cell in enumerate(program.program.cells):
            if unit not in mine or "cuda" in cell.source:
                continue
            saved = "\n".join(o.text for o in cell.outputs if o.kind in ("stream", "result"))
            if not saved.strip() or _VOLATILE.search(cell.source):
                continue
            real = _real(program, unit)
            given = set(_numbers(real))
            missing = [number for number in _numbers(saved) if number not in given]
            if missing:
                yield Found(
                    cell.where(None),
                    {
                        "saved": _short(saved),
                        "real": _short(real) or _error(program, unit),
                        "code": _first_line(cell),
                    },
                )
                return


def _units(case: Case, program: ProgramRuns) -> set[int]:
    """The cells in which the graded experiment was computed or its gradient read."""
    graded, trace = case.graded, program.traces[0]
    assert graded is not None
    units = {trace.nodes[key].site.unit for key in graded.ancestors} | {graded.site.unit}
    if graded.input is not None:
        reads = trace.gradient_reads.get(graded.input.leaf[0], ())
        units |= {op.site.unit for op in reads}
    return units


def _real(program: ProgramRuns, unit: int) -> str:
    return "".join(o.text for o in program.outputs if o.unit == unit)


def _error(program: ProgramRuns, unit: int) -> str:
    return next((f"{r.type}" for r in program.raised if r.unit == unit), "–")


def _numbers(text: str) -> list[float]:
    return [float(match) for match in _NUMBER.findall(_NOISE.sub(" ", text))]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _first_line(cell: Cell) -> str:
    return next((line.strip() for line in cell.source.split("\n") if line.strip()), "")


RULE = Rule(
    code="stale_output",
    rank=94,
    find=find,
    message=Words(
        zh="{where}：保存的输出是 “{saved}”，但从头到尾运行这段代码得到的是 “{real}”。",
        en="{where}: the saved output is “{saved}”, but run from top to bottom this code gives “{real}”.",
    ),
    hint=Words(
        zh="交作业前选择“重启并运行全部”，让输出和代码一致。",
        en="Use “Restart and run all” before you hand in, so that outputs and code agree.",
    ),
    severity="warning",
    question="gradient",
)
