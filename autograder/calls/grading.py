"""The calls of one assignment while it is graded: what the pipeline needs of them."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.calls.model import CallVerdict
from autograder.calls.orders import Orders
from autograder.calls.reference import CallExpectations, CallOracle, RecordedCalls
from autograder.calls.verdict import judge
from autograder.checks.case import ProgramRuns
from autograder.evidence.calls import Called
from autograder.evidence.exam import Exam
from autograder.running import Runner
from autograder.spec.load import LoadedAssignment


class Calls:
    """Sends the calls of an assignment and judges what comes back.

    Args:
        assignment: as loaded.
        key: the secret that the hidden inputs are drawn with.
    """

    def __init__(self, assignment: LoadedAssignment, key: bytes) -> None:
        self._reference = assignment.reference
        self._orders = Orders(assignment.spec, assignment.calls, key)
        self._names = {
            check.id: self._orders.names(check, assignment.calls) for check in self._orders.checks
        }
        self._expected: CallExpectations = RecordedCalls({})

    @property
    def exam(self) -> Exam:
        """All calls, as a round that a program sits when it has ended."""
        return self._orders.exam

    @property
    def seconds(self) -> float:
        """How much longer a run may take for them."""
        return self._orders.seconds

    def expect(
        self, runner: Runner, recorded: Mapping[str, tuple[Called, ...]] | None = None
    ) -> None:
        """Take what the reference gives from a recording, or let `runner` run it when needed."""
        self._expected = (
            CallOracle(self._reference, self._orders, runner)
            if recorded is None
            else RecordedCalls(recorded)
        )

    def answers(self) -> dict[str, tuple[Called, ...]]:
        """What the reference gives, by check.

        Raises:
            OracleError: a call fails on the reference, or gives nothing that can be compared.
        """
        return dict(self._expected.answers())

    def verdicts(self, program: ProgramRuns, before: int) -> dict[str, CallVerdict]:
        """What calls show of a program that was run, by check; without those that were not made.

        Args:
            program: the program with its runs.
            before: rounds of tests that its run sat before the calls.

        Raises:
            OracleError: a call fails on the reference, or gives nothing that can be compared.
        """
        wanted = self._expected.answers()
        run = program.run
        got = self._orders.answers(() if run is None else run.frames, before)
        found: dict[str, CallVerdict] = {}
        for check in self._orders.checks:
            names = self._names[check.id]
            verdict = judge(check, names, wanted.get(check.id, ()), got[check.id], program)
            if verdict is not None:
                found[check.id] = verdict
        return found
