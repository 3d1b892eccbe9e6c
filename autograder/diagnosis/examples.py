"""Wrong answers that teach: a program filed under `solutions/<id>/wrong/` with feedback of its own
is run like a submission, and one that behaves like it gets that feedback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from autograder.checks.case import Case
from autograder.diagnosis.calling import failures
from autograder.diagnosis.model import Diagnosis, Found
from autograder.experiments.signature import signature
from autograder.ingest.submission import Submission
from autograder.spec.model import Words
from autograder.spec.solutions import Sample

RANK = 26
"""What a teacher wrote about just this behaviour comes before the general rules."""


def behaviour(case: Case) -> str:
    """The signature of the graded experiment of a case."""
    return signature(
        case.graded,
        case.expected,
        case.spec.roles,
        (raised.type for _, raised in case.errors()),
        (f"{check} {verdict.behaviour}" for check, verdict in sorted(case.called.items())),
    )


@dataclass(frozen=True)
class Lesson:
    """What a teaching sample says to whoever behaves like it: a code, and words by language."""

    code: str
    message: dict[str, str]
    hint: dict[str, str]


class Examples:
    """The teaching samples of an assignment, run when they are first needed.

    Args:
        samples: all samples; only wrong ones with a message of their own teach.
        examine: runs a submission and chooses its graded experiment.
        known: lessons by behaviour, where the samples were run before.
    """

    def __init__(
        self,
        samples: Sequence[Sample],
        examine: Callable[[Submission], Case],
        known: Mapping[str, Lesson] | None = None,
    ) -> None:
        self._samples = [s for s in samples if s.kind == "wrong" and s.message and s.expect]
        self._examine = examine
        self._lock = threading.Lock()
        self._known = known

    def taught(self, case: Case) -> Diagnosis | None:
        """The diagnosis of the sample that behaves like this case, if there is one."""
        if case.program_earned:
            return None
        lessons = self.lessons()
        lesson = lessons.get(behaviour(case)) if lessons else None
        if lesson is None:
            return None
        graded, program = case.graded, case.program
        site = None if graded is None else (case.final or graded.root).site
        where = None if program is None else program.where(site)
        line = "" if program is None else program.line(site)
        question = case.spec.question_of("gradient")
        failure = next(failures(case), None)
        if failure is not None and case.only_calls_failed:
            question, where = failure.question, failure.verdict.where
            line = failure.verdict.code
        return Diagnosis(
            code=lesson.code,
            severity="error",
            rank=RANK,
            question=question,
            message=_words(lesson.message),
            hint=_words(lesson.hint),
            found=Found(
                where,
                {
                    "code": line,
                    "x": case.input_name,
                    "gradient": None if graded is None else graded.gradient,
                },
            ),
        )

    def lessons(self) -> Mapping[str, Lesson]:
        """What each behaviour that a sample shows is taught; runs the samples the first time."""
        with self._lock:
            if self._known is None:
                self._known = {
                    behaviour(self._examine(sample.submission())): Lesson(
                        str(sample.expect), sample.message, sample.hint
                    )
                    for sample in self._samples
                }
            return self._known


def _words(texts: dict[str, str]) -> Words:
    """Both languages; a teacher who wrote in one only speaks that one to all."""
    only = next(iter(texts.values()), "")
    return Words(zh=texts.get("zh", only), en=texts.get("en", only))
