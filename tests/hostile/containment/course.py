"""Runs hostile programs through a real grader, and looks what came of it.

    python -m tests.hostile.containment.course SECRET < names > results

reads names of programs (containment/NAME, forgery/NAME), one a line, and answers each with one line
of JSON. It is started as it is (all layers) or through tests/sandbox/container.py (no namespaces),
as the grader itself would be. The line "together" grades hostile and honest programs at the same
time.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import TracebackType

from autograder.evidence.run import Run
from autograder.evidence.schema import Output
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.pipeline import Grader
from autograder.report.model import Report
from autograder.sandbox.client import Sandbox, Server
from autograder.spec.load import load
from tests.hostile.containment import attacks, outside
from tests.hostile.containment.attacks import HERE, Attack
from tests.hostile.containment.recording import Recording
from tests.hostile.forgery import attacks as forgeries

LIMITS = {
    "wall_s": 4.0,
    "cpu_s": 2.0,
    "memory_mb": 512,
    "processes": 24,
    "file_mb": 16,
    "output_kb": 64,
    "events": 20_000,
}
"""Small, so that endless programs end soon; honest ones are graded under the same."""
ROOT = HERE.parents[2]
HONEST = ROOT / "solutions" / "no_grad_cubic" / "reference.py"
HONEST_WALL_S = 15.0
"""Seconds for three runs that take a tenth of one: what a submission left behind would hold them up
for longer, a busy machine does not."""
OTHER_STUDENT = "the-work-of-another-student-71"
_PRELUDE = (HERE / "prelude.txt").read_text()
_CODES = {
    "timed_out": "timed_out",
    "memory_exceeded": "memory_exceeded",
    "output_exceeded": "output_exceeded",
    "crashed": "program_crashed",
}
"""The diagnosis that tells the student of each verdict."""


@dataclass
class Result:
    """What came of one attack: breaches are sentences, none where all held."""

    name: str
    verdict: str
    wall_s: float
    breaches: list[str] = field(default_factory=list)
    printed: str = ""


class Course:
    """A grader with a secret, and what attackers might look for around it."""

    def __init__(self, secret: str) -> None:
        loaded = load("no_grad_cubic")
        limits = loaded.spec.limits.model_copy(update=LIMITS)
        self.grader = Grader(
            replace(loaded, spec=loaded.spec.model_copy(update={"limits": limits}))
        )
        self._secret = secret
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Course:
        os.environ["AUTOGRADER_SECRET"] = self._secret
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="hostile-"))
        self.precious = Path(folder, "precious")
        self.precious.mkdir()
        self.precious.chmod(0o777)
        Path(folder).chmod(0o755)
        (self.precious / "other-submission.py").write_text(f"# {self._secret}\n")
        self._name = f"ag{os.getpid():x}"
        self._stack.enter_context(self.grader)
        runner = self.grader._runner
        sandbox = runner._sandbox
        assert isinstance(sandbox, Sandbox)
        assert isinstance(sandbox._server, Server)
        self.server = sandbox._server
        self._recording = Recording(sandbox)
        runner._sandbox = self._recording
        self._address = self.server.ready()
        self._listener = self._stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        self._listener.bind(f"\0{self._name}")
        self._listener.setblocking(False)
        self._warm_up()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def submission(self, source: str, name: str) -> Submission:
        """A hostile submission, with what it may know beside it."""
        targets = {
            "name": self._name,
            "limits": LIMITS,
            "pids": [os.getpid(), os.getppid(), self.server.pid, *self._server_pids()],
            "precious": str(self.precious),
            "paths": [
                *map(str, (ROOT / "assignments").rglob("*")),
                *(str(path) for path in (ROOT / "solutions").rglob("*.py")),
                *map(str, self.precious.iterdir()),
                *("/etc/shadow", "/etc/passwd", "/root", "/home", "/var/log", "/etc/machine-id"),
                *(str(ROOT / "autograder"), str(ROOT / "autograder" / "pipeline.py"), str(ROOT)),
                str(Path(self._address).parent),
                "/var/run/docker.sock",
            ][-60:],
            "folders": [str(self.precious), str(ROOT), str(Path(self._address).parent)],
            "sockets": [self._address],
            "abstract": self._name,
            # Not as they are, or the program would find its own copy of them.
            "words": [
                bytes(letter ^ 0x55 for letter in word.encode()).hex()
                for word in (self._secret, OTHER_STUDENT)
            ],
        }
        return Submission(
            name,
            name,
            (
                SubmittedFile("submission.py", f"{_PRELUDE}\n\n{source}".encode()),
                SubmittedFile("targets.json", json.dumps(targets).encode()),
            ),
        )

    def run(self, attack: Attack) -> Result:
        """Grade one hostile program, then an honest one, and look around."""
        server = self.server.pid
        self._recording.runs.clear()
        report = self.grader.grade(self.submission(attack.source, attack.name))
        runs = tuple(self._recording.runs)
        result = Result(f"containment/{attack.name}", report.run.verdict, report.run.wall_s)
        result.printed = "".join(
            frame.text for run in runs for frame in run.frames if isinstance(frame, Output)
        )
        result.breaches += self.judge(attack, report, runs)
        if attack.next is not None:
            result.breaches += self._next(attack)
        result.breaches += self.honest(server)
        return result

    def judge(self, attack: Attack, report: Report, runs: tuple[Run, ...]) -> Iterator[str]:
        """What went wrong with one hostile run, as sentences."""
        verdict = report.run.verdict
        if verdict not in attack.outcomes:
            detail = "; ".join(run.detail for run in runs)
            yield f"the verdict is {verdict}, not {' or '.join(attack.outcomes)} ({detail})"
        expected = _CODES.get(verdict)
        if expected is not None:
            said = {message.code: message for message in report.messages}
            if expected not in said:
                yield f"no diagnosis {expected}, but {sorted(said)}"
            elif not (said[expected].message and said[expected].hint):
                yield f"{expected} says nothing"
        if report.status == "not_graded":
            yield f"it was not graded: {report.summary}"
        for run in runs:
            text = "".join(frame.text for frame in run.frames if isinstance(frame, Output))
            yield from (line for line in text.splitlines() if line.startswith("BREACH"))
            if self._secret in text or OTHER_STUDENT in text or self._secret in repr(run.frames):
                yield "a secret came out"
        yield from (f"left: {item}" for item in outside.processes_left(self._name))
        yield from (f"left: {item}" for item in outside.files_left(self._name))
        yield from (f"left: {item}" for item in outside.memory_left(self._server_pids()[-1]))
        if [path.name for path in self.precious.iterdir()] != ["other-submission.py"]:
            yield "another's folder was changed"
        with contextlib.suppress(BlockingIOError):
            yield f"a message arrived from inside: {self._listener.recv(100)!r}"

    def honest(self, server: int | None) -> Iterator[str]:
        """What is wrong with the next student's report, as sentences."""
        report = self.grader.grade(self.honest_submission())
        if report.score != report.max_score or report.status != "graded" or report.flags:
            yield f"the next honest submission got {report.score:g}: {report.summary}"
        if report.run.verdict != "ok" or report.run.wall_s > HONEST_WALL_S:
            yield f"the next honest run: {report.run.verdict} in {report.run.wall_s:g} s"
        if self.server.pid != server:
            yield "the server had to be started again"

    @staticmethod
    def honest_submission(name: str = "honest") -> Submission:
        """The reference solution, with words that no other student may see."""
        source = HONEST.read_text(encoding="utf-8") + f"\nmark = '{OTHER_STUDENT}'\n"
        return Submission(
            name,
            name,
            (
                SubmittedFile("hw.py", source.encode()),
                SubmittedFile("notes.txt", OTHER_STUDENT.encode()),
            ),
        )

    def _next(self, attack: Attack) -> Iterator[str]:
        (following,) = (one for one in attacks.read() if one.name == attack.next)
        self._recording.runs.clear()
        report = self.grader.grade(self.submission(following.source, following.name))
        yield from self.judge(following, report, tuple(self._recording.runs))

    def forge(self, attack: forgeries.Attack) -> Result:
        """Grade one program that forges evidence, then an honest one."""
        server = self.server.pid
        report = self.grader.grade(attack.submission())
        result = Result(f"forgery/{attack.name}", report.status, report.run.wall_s)
        if report.status == "not_graded":
            result.breaches.append(f"it was not graded: {report.summary}")
        if report.score >= report.max_score:
            result.breaches.append("full marks")
        if attack.outcome == "tampering" and report.status != "needs_review":
            result.breaches.append("nobody is asked to look at it")
        result.breaches += self.honest(server)
        return result

    def together(self) -> Result:
        """Two hostile programs at a time beside honest ones, which must not notice."""
        known = {attack.name: attack for attack in attacks.read()}
        hostile = [
            self.submission(known[name].source, name)
            for name in (
                "fork_bomb_is_ended",
                "memory_shared_out_among_processes_is_counted",
                "killing_everybody_ends_only_oneself",
                "many_files_do_not_fill_the_disk",
            )
        ]
        honest = [self.honest_submission(f"honest-{number}") for number in range(8)]
        mixed = [one for pair in zip(hostile, honest[:4], strict=True) for one in pair]
        server = self.server.pid
        alone = self.grader.grade(self.honest_submission("alone"))
        result = Result("together", alone.run.verdict, 0.0)
        self.grader._workers = 4
        for report in self.grader.grade_all([*mixed, *honest[4:]]):
            if not report.submission.startswith("honest"):
                continue
            result.wall_s = max(result.wall_s, report.run.wall_s)
            if (report.score, report.status, report.flags, report.run.verdict) != (
                alone.max_score,
                "graded",
                (),
                "ok",
            ):
                result.breaches.append(
                    f"{report.submission}: {report.score:g}, {report.status}, "
                    f"{report.run.verdict} after {report.run.wall_s:g} s"
                )
        result.breaches += [f"left: {item}" for item in outside.processes_left(self._name)]
        result.breaches += self.honest(server)
        return result

    def _server_pids(self) -> list[int]:
        """The server's own process, and that of its namespace where it has one."""
        pid = self.server.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        namespaced = "pid_ns" in self.server.layers
        return [int(children[0])] if namespaced and children else [pid or 0]

    def _warm_up(self) -> None:
        problems = list(self.honest(self.server.pid))
        if problems:
            raise SystemExit(f"honest work does not pass before any attack: {problems}")


def main() -> None:
    """Answer names of programs with results, one line each."""
    contained = {f"containment/{attack.name}": attack for attack in attacks.read()}
    forged = {f"forgery/{attack.name}": attack for attack in forgeries.read()}
    with Course(sys.argv[1]) as course:
        print(json.dumps({"layers": course.server.layers}), flush=True)
        for line in sys.stdin:
            name = line.strip()
            if name == "together":
                result = course.together()
            elif name in forged:
                result = course.forge(forged[name])
            else:
                result = course.run(contained[name])
            print(json.dumps(asdict(result)), flush=True)


if __name__ == "__main__":
    main()
