"""Everything that checks and diagnoses may look at: one submission, run and read."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from autograder.calls.model import CallVerdict
from autograder.checks.outcome import Sat
from autograder.evidence.run import Run
from autograder.evidence.schema import Output, Raised, Site, UnitStarted, Warned
from autograder.experiments.history import History
from autograder.experiments.inputs import known_as
from autograder.experiments.model import Expected, Experiment, Quantity, Values
from autograder.experiments.trace import Trace
from autograder.explain.model import Explanation
from autograder.extract.document import Cell, Document, Program, Where
from autograder.report.model import Flag
from autograder.spec.model import OF_EXERCISE, Assignment, Check
from autograder.static.called import code_of, lines_calling
from autograder.static.changing import may_change_gradients
from autograder.static.findings import Finding, Findings
from autograder.static.source import Code

FrameKind = TypeVar("FrameKind")


@dataclass(frozen=True)
class ProgramRuns:
    """One program of the submission with its runs: as handed in, then the interventions."""

    program: Program
    runs: tuple[Run, ...] = ()
    traces: tuple[Trace, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    sat: Mapping[str, Sat] = field(default_factory=dict)
    """What tests of Otter's gave for this program, by the id of the check."""
    called: Mapping[str, CallVerdict] = field(default_factory=dict)
    """What calls of its functions gave, by the id of the check."""

    @property
    def run(self) -> Run | None:
        """The run of the program as handed in."""
        return self.runs[0] if self.runs else None

    @cached_property
    def history(self) -> History | None:
        """What the program as handed in did with its tensors."""
        return History(self.traces[0]) if self.traces else None

    @cached_property
    def statements(self) -> tuple[tuple[int, ast.stmt], ...]:
        """Every statement of the student's with its unit, a block's before those in it."""
        found: list[tuple[int, ast.stmt]] = []
        for unit, cell in enumerate(self.program.cells):
            found += [(unit, node) for node in cell.nodes if isinstance(node, ast.stmt)]
        return tuple(found)

    @cached_property
    def raised(self) -> tuple[Raised, ...]:
        """The errors that ended a statement or cell, in order."""
        return self._of(Raised)

    @cached_property
    def warned(self) -> tuple[Warned, ...]:
        """The warnings that Python showed, in order."""
        return self._of(Warned)

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """What the program printed, in order."""
        return self._of(Output)

    def _of(self, kind: type[FrameKind]) -> tuple[FrameKind, ...]:
        run = self.run
        return () if run is None else tuple(f for f in run.frames if isinstance(f, kind))

    @cached_property
    def code(self) -> Code:
        """The source, read once for all that look for calls in it."""
        return code_of(self.program.cells)

    def lines_calling(self, functions: frozenset[str]) -> frozenset[tuple[int, int]]:
        """The lines, as (unit, line), of calls of the functions."""
        return frozenset(lines_calling(self.code, functions))

    @property
    def last_where(self) -> Where | None:
        """The last place that the program is known to have reached."""
        run = self.run
        for frame in reversed(run.frames if run is not None else ()):
            site = getattr(frame, "site", None)
            if isinstance(frame, UnitStarted | Output):
                site = Site(frame.unit, getattr(frame, "line", 0))
            where = self.where(site)
            if where is not None:
                return where
        return None

    @property
    def last_cell(self) -> Where | None:
        """The last cell or file that the program is known to have reached; where in it a program
        hangs cannot be told from what it did before."""
        where = self.last_where
        return None if where is None else Where(where.file, where.cell)

    def cell(self, unit: int) -> Cell | None:
        """The cell of a unit number, None for a place that is no student code."""
        return self.program.cells[unit] if 0 <= unit < len(self.program.cells) else None

    def where(self, site: Site | None) -> Where | None:
        """A site as a person finds it; None when it is nowhere in the student's code."""
        cell = None if site is None else self.cell(site.unit)
        return None if cell is None or site is None else cell.where(site.line or None)

    def where_of_output(self, output: Output) -> Where | None:
        """Where in the student's code something was printed."""
        return self.where(Site(output.unit, output.line))

    def line(self, site: Site | None) -> str:
        """The student's source line at a site, stripped; empty when there is none."""
        cell = None if site is None else self.cell(site.unit)
        if cell is None or site is None:
            return ""
        lines = cell.source.split("\n")
        return lines[site.line - 1].strip() if 0 < site.line <= len(lines) else ""


@dataclass(frozen=True)
class Case:
    """One submission with all evidence. `graded` is the experiment that counts, in `program`.

    Where the task has several exercises, `parts` holds the case once for each, with the experiments
    as that exercise sees them; the whole then shows the first.
    """

    spec: Assignment
    document: Document
    findings: Findings
    programs: tuple[ProgramRuns, ...]
    expected: Expected
    explanation: Explanation | None = None
    graded: Experiment | None = None
    program: ProgramRuns | None = None
    passed: frozenset[str] = field(default_factory=frozenset)
    """ids of the checks that passed."""
    parts: tuple[Case, ...] = ()
    computed: Mapping[str, tuple[Values, ...]] = field(default_factory=dict)
    """What the reference computes beside its exercises, at every probe."""
    asked: frozenset[tuple[int, int]] = frozenset()
    """Differentiations that fail as the task asks: number of the program, seq."""
    flags: tuple[Flag, ...] | None = None
    """The integrity flags, once they are known."""
    memo: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    """What is asked again for every trial of the same case, and stays the same."""

    @property
    def exercises(self) -> tuple[Case, ...]:
        """One case for each exercise of the task."""
        return self.parts or ((self,) if self.spec.gradient.of else ())

    def view_of(self, check: Check) -> Case:
        """The case of the exercise that a check is of; the whole for the other checks."""
        mine = (view for view in self.parts if any(one.id == check.id for one in view.spec.checks))
        return next(mine, self)

    def shown(self) -> Iterator[tuple[Case, ProgramRuns, Experiment]]:
        """The experiments that a person wants to see, each once, with the exercise that grades it
        (else the first) and the program as that sees it."""
        views = self.exercises
        for order in range(len(self.programs) if views else 0):
            for index in range(len(views[0].programs[order].experiments)):
                mine = [view for view in views if view.grades(order, index)]
                view = mine[0] if mine else views[0]
                program = view.programs[order]
                if index >= len(program.experiments):
                    continue
                experiment = program.experiments[index]
                if mine or (experiment.backward is not None and not experiment.superseded):
                    yield view, program, experiment

    def grades(self, order: int, index: int) -> bool:
        """Whether experiment `index` of program number `order` is the graded one."""
        experiments = self.programs[order].experiments
        return index < len(experiments) and experiments[index] is self.graded

    @property
    def input_name(self) -> str:
        """The input as the assignment names it."""
        return self.spec.gradient.wrt

    @property
    def sat(self) -> Mapping[str, Sat]:
        """What tests of Otter's gave for the graded program, else for the likeliest one."""
        program = self.program or next(iter(self.programs), None)
        return {} if program is None else program.sat

    @property
    def ended(self) -> bool:
        """Whether some program came to its end, so that it could be examined."""
        return any(p.run is not None and p.run.verdict == "ok" for p in self.programs)

    @cached_property
    def called(self) -> Mapping[str, CallVerdict]:
        """What calls gave, by the id of the check: of the program that does best in it, since the
        functions need not stand where the exercise is."""
        best: dict[str, CallVerdict] = {}
        for program in self.programs:
            for check, verdict in program.called.items():
                known = best.get(check)
                if known is None or _merit(verdict) > _merit(known):
                    best[check] = verdict
        return best

    @property
    def trace(self) -> Trace | None:
        """The trace of the graded program as handed in."""
        return self.program.traces[0] if self.program is not None and self.program.traces else None

    @property
    def gradient_seen(self) -> tuple[float, ...] | None:
        """The input's gradient as the student last saw it, an earlier backward's where the graded
        one failed."""
        graded = self.graded
        if graded is None or graded.gradient is not None or graded.backward is None:
            return None if graded is None else graded.gradient
        leaf = graded.input.leaf[0] if graded.input is not None else None
        return next((item.before for item in graded.backward.leaves if item.tensor == leaf), None)

    @property
    def gradient_earned(self) -> bool:
        """Whether every check on the gradient, or on the error asked for in its place, passed."""
        ids = [check.id for check in self.spec.checks if check.kind in ("gradient", "raises")]
        if not ids and self.spec.exercise is not None:
            return self.program_earned
        return bool(ids) and all(check in self.passed for check in ids)

    @property
    def exercise_earned(self) -> bool:
        """Whether every check on the exercise passed, and there are some."""
        ids = [check.id for check in self.spec.checks if check.kind in OF_EXERCISE]
        return bool(ids) and all(check in self.passed for check in ids)

    @property
    def program_earned(self) -> bool:
        """Whether every check but those on the explanation passed."""
        return all(
            check.id in self.passed for check in self.spec.checks if check.kind != "explanation"
        )

    @property
    def uncalled(self) -> bool:
        """Whether functions should have been called and could not be."""
        asked = (check for check in self.spec.checks if check.kind == "call")
        return any(check.id not in self.called for check in asked)

    @property
    def gradient_changeable(self) -> bool:
        """Whether the submission holds anything that can change a gradient on its way."""
        if "changeable" not in self.memo:
            self.memo["changeable"] = self._gradient_changeable()
        return self.memo["changeable"]

    def _gradient_changeable(self) -> bool:
        if may_change_gradients(self.document):
            return True
        traces = [trace for program in self.programs for trace in program.traces]
        return any("hook" in op.name for trace in traces for op in trace.ops)

    def role(self, name: str) -> Quantity | None:
        """The quantity that plays a role in the graded experiment."""
        return None if self.graded is None else self.graded.roles.get(name)

    @property
    def final(self) -> Quantity | None:
        """The role that is differentiated."""
        return self.role(self.spec.gradient.of)

    def others(self) -> Iterator[tuple[str, Quantity]]:
        """The roles that go into the differentiated one, where they were found."""
        for name in self.spec.roles:
            item = self.role(name)
            if name != self.spec.gradient.of and item is not None:
                yield name, item

    def should_be_tracked(self, role: str) -> bool:
        """Whether the reference tracks this role."""
        return self.expected.tracked[role]

    @property
    def cut_asked(self) -> bool:
        """Whether the reference cuts some role off."""
        return not all(self.expected.tracked.values())

    @property
    def input_tracked(self) -> bool:
        """Whether the input required a gradient when the graded experiment used it."""
        if self.graded is None or self.graded.input is None or self.trace is None:
            return False
        node = self.trace.nodes[self.graded.input.leaf]
        final = self.final
        return node.state_at(1 << 62 if final is None else final.seq).requires_grad

    @cached_property
    def input_lost(self) -> bool:
        """Whether the graded experiment starts from a tensor that is no input of the task, although
        the program made that and tracks it: the way back was lost in between."""
        graded, trace, wrt = self.graded, self.trace, self.spec.gradient.wrt
        if graded is None or graded.input is None or trace is None or wrt not in self.spec.inputs:
            return False
        leaf = graded.input.leaf
        if known_as(trace, leaf, self.spec.inputs) is not None:
            return False
        asked = {wrt: self.spec.inputs[wrt]}
        return any(
            node.state.requires_grad and not node.parents and known_as(trace, key, asked) == wrt
            for key, node in trace.nodes.items()
            if node.seq < trace.nodes[leaf].seq
        )

    def errors(self) -> Iterator[tuple[ProgramRuns, Raised]]:
        """Every uncaught error with its program, in order, but not those that the task asks for."""
        for order, program in enumerate(self.programs):
            for raised in program.raised:
                if (order, raised.seq) not in self.asked:
                    yield program, raised

    def static(self, *codes: str) -> tuple[Finding, ...]:
        """Static findings with one of these codes."""
        return self.findings.of(*codes)


def _merit(verdict: CallVerdict) -> tuple[float, bool, bool]:
    return verdict.share, verdict.how == "returned", verdict.how != "missing"
