"""What fuzzing starts from: the sample and example submissions, and the evidence of some."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from autograder.evidence import wire
from autograder.evidence.schema import Frame
from autograder.experiments.find import interventions
from autograder.experiments.trace import Trace
from autograder.extract import extract
from autograder.ingest.submission import Submission, SubmittedFile
from autograder.running import Runner
from autograder.spec.load import LoadedAssignment

ROOT = Path(__file__).resolve().parents[2]

RECORDED = (
    "reference.py",
    "right/baseline_zeroed.ipynb",
    "right/in_function.py",
    "right/deliberate_error_uncaught.ipynb",
    "right/autograd_grad.ipynb",
    "right/loop_power.py",
    "right/numpy_cube.ipynb",
    "right/rebound_later.ipynb",
    "wrong/gradient_accumulated.py",
    "wrong/inplace_on_leaf.py",
    "wrong/backward_twice.py",
    "wrong/copied_hint.py",
)
"""Samples whose evidence is the seed of the wire's corpus."""

Recording = tuple[tuple[Frame, ...], ...]
"""The frames of a program as handed in and with two interventions."""


@cache
def files() -> tuple[SubmittedFile, ...]:
    """Every file of the samples and examples, in path order."""
    found = [
        SubmittedFile(path.name, path.read_bytes())
        for folder in ("solutions", "examples")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix in {".py", ".ipynb", ".md", ".txt", ".zip"}
    ]
    assert len(found) > 50
    return tuple(found)


def ending(*wanted: str) -> tuple[bytes, ...]:
    """The contents of the seeds with one of these endings."""
    return tuple(file.data for file in files() if file.path.endswith(wanted))


def recordings(
    assignment: LoadedAssignment, runner: Runner, names: tuple[str, ...] = RECORDED
) -> tuple[Recording, ...]:
    """Real evidence of some samples, run once in the sandbox."""
    found = []
    for name in names:
        path = assignment.solutions / name
        submission = Submission("seed", "", (SubmittedFile(path.name, path.read_bytes()),))
        document = extract(submission)
        with runner.session(document) as session:
            runs = [session.run(document.programs[0])]
            base = Trace.of(runs[0].frames)
            runs += [
                session.run(document.programs[0], interventions(base, assignment.spec, value))
                for value in (1.7, 2.9)
            ]
        found.append(tuple(run.frames for run in runs))
    return tuple(found)


def encoded(frames: tuple[Frame, ...] | list[Frame]) -> bytes:
    """Frames as they travel."""
    return b"".join(wire.encode(frame) for frame in frames)
