"""The reference solution as the oracle: run once for each probe value, then remembered."""

from __future__ import annotations

import threading
from typing import Protocol

from autograder.diagnosis.shown import shown_by
from autograder.experiments.find import interventions
from autograder.experiments.model import Answer
from autograder.experiments.oracle import OracleError, answer_from, brought_by_graph
from autograder.experiments.trace import Trace
from autograder.extract import extract
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.running import Runner, targets_of
from autograder.spec.load import LoadedAssignment
from autograder.static import inspect
from autograder.static.changing import may_change_gradients


class Expectations(Protocol):
    """What is expected of a right answer, wherever it comes from."""

    def expected(self, values: tuple[float, ...]) -> Answer:
        """What is expected with the program as handed in and with the input at each of `values`."""


class Oracle:
    """Knows what the reference solution gives at any probe.

    Raises `OracleError` where the reference does not run or does not show the roles: a mistake of
    the teacher's, told as such.
    """

    def __init__(self, assignment: LoadedAssignment, runner: Runner) -> None:
        self._assignment = assignment
        self._runner = runner
        self._lock = threading.Lock()
        self._traces: dict[float, Trace] = {}
        self._answers: dict[tuple[float, ...], Answer] = {}
        self._base: Trace | None = None
        self._changeable = False
        self._by_graph: tuple[bool, ...] | None = None
        self._shown: frozenset[str] = frozenset()

    def expected(self, values: tuple[float, ...]) -> Answer:
        """What is expected with the program as handed in and with the input at each of `values`."""
        spec = self._assignment.spec
        with self._lock:
            if values not in self._answers:
                missing = [value for value in values if value not in self._traces]
                if missing or self._base is None:
                    self._base = self._run(missing)
                traces = (self._base, *(self._traces[value] for value in values))
                answer = answer_from(traces, spec, values)
                if self._by_graph is None:
                    self._by_graph = brought_by_graph(traces, spec, answer)
                self._answers[values] = answer.with_traits(
                    shown=self._shown, changeable=self._changeable, by_graph=self._by_graph
                )
            return self._answers[values]

    def _run(self, values: list[float]) -> Trace:
        """Remember the reference's traces at `values`; returns that of the program as it is."""
        path = self._assignment.reference
        reference = Submission("reference", "", (SubmittedFile(path.name, path.read_bytes()),))
        document = extract(reference)
        if not document.programs:
            raise OracleError(f"{path} holds no program")
        self._changeable = may_change_gradients(document)
        program = document.programs[0]
        findings = inspect(document)
        targets = targets_of(findings, 0)
        spec = self._assignment.spec
        with self._runner.session(document) as session:
            base = self._base
            if base is None:
                run = session.run(program)
                if run.verdict != "ok":
                    raise OracleError(f"{path} did not run: {run.verdict} {run.detail}".strip())
                base = Trace.of(run.frames, targets)
                self._shown = shown_by(run, base, document, findings, spec)
            for value in values:
                substitutions = interventions(base, spec, value)
                if not substitutions:
                    self._traces[value] = base
                    continue
                run = session.run(program, substitutions)
                if run.verdict != "ok":
                    raise OracleError(
                        f"{path} did not run with the input at {value:g}: {run.verdict}"
                    )
                self._traces[value] = Trace.of(run.frames, targets)
        return base
