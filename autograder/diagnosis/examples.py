"""Wrong answers that teach: a program filed under `solutions/<id>/wrong/` with feedback of its own
is run like a submission, and one that behaves like it gets that feedback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.checks import outcomes
from autograder.checks.case import Case
from autograder.checks.outcome import Outcome
from autograder.diagnosis.model import Diagnosis, Found, Taught
from autograder.experiments.signature import signature
from autograder.extract.document import Where
from autograder.ingest.submission import Submission
from autograder.spec.model import OF_EXERCISE, Words
from autograder.spec.solutions import Sample

RANK = 26
"""What a teacher wrote about just this behaviour comes before the general rules."""


def behaviour(case: Case) -> str:
    """The signature of what was graded: of every exercise, and of every call of a function."""
    calls = (f"{check} {verdict.behaviour}" for check, verdict in sorted(case.called.items()))
    return "\n".join((*map(_behaviour, case.exercises), *calls))


def _behaviour(case: Case) -> str:
    exercise = "" if case.spec.exercise is None else f"{case.spec.exercise.id}: "
    return exercise + signature(
        case.graded,
        case.expected,
        case.spec.roles,
        (raised.type for _, raised in case.errors()),
    )


@dataclass(frozen=True)
class Failure:
    """One thing that is wrong with a program: whose (the exercise's case, or the whole), to which
    question it belongs, and where it shows."""

    case: Case
    question: str | None
    where: Where | None
    code: str


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

    def taught(self, case: Case, results: Sequence[Outcome]) -> tuple[Taught, ...]:
        """What samples that go wrong like this case teach: one that goes wrong like the whole, else
        one for each thing that is wrong; `results` are the outcomes of all checks."""
        wrong = failures(case, results)
        lessons = self.lessons() if wrong else {}
        if not lessons:
            return ()
        whole = lessons.get(_joined(wrong))
        if whole is not None:
            return (_taught(whole, next(iter(wrong.values()))),)
        return tuple(_taught(lessons[key], wrong[key]) for key in wrong if key in lessons)

    def lessons(self) -> Mapping[str, Lesson]:
        """What each behaviour that a sample shows is taught; runs the samples the first time."""
        with self._lock:
            if self._known is None:
                self._known = {
                    _joined(failures(case, outcomes(case))): Lesson(
                        str(sample.expect), sample.message, sample.hint
                    )
                    for sample in self._samples
                    for case in (self._examine(sample.submission()),)
                }
            return self._known


def failures(case: Case, results: Sequence[Outcome]) -> dict[str, Failure]:
    """What is wrong with the program, each as a behaviour that others may share: every exercise
    that is not earned, then every check on the whole that failed."""
    lost = (part for part in case.exercises if not part.exercise_earned)
    found = {_behaviour(part): _of_exercise(part) for part in lost}
    questions = case.spec.question_by_check
    for outcome in results:
        kind = outcome.check.kind
        if outcome.passed or kind in (*OF_EXERCISE, "explanation", "otter"):
            continue
        verdict = case.called.get(outcome.check.id)
        what = f"{outcome.status} {outcome.reason}" if verdict is None else verdict.behaviour
        code = "" if verdict is None else verdict.code
        question = questions[outcome.check.id]
        found[f"{outcome.check.id} {what}"] = Failure(case, question, outcome.where, code)
    return found


def _of_exercise(case: Case) -> Failure:
    graded, program = case.graded, case.program
    site = None if graded is None else (case.final or graded.root).site
    return Failure(
        case,
        case.spec.question_of("gradient"),
        None if program is None else program.where(site),
        "" if program is None else program.line(site),
    )


def _joined(behaviours: Iterable[str]) -> str:
    return "\n".join(behaviours)


def _taught(lesson: Lesson, failure: Failure) -> Taught:
    graded = failure.case.graded
    diagnosis = Diagnosis(
        code=lesson.code,
        severity="error",
        rank=RANK,
        question=failure.question,
        message=_words(lesson.message),
        hint=_words(lesson.hint),
        found=Found(
            failure.where,
            {
                "code": failure.code,
                "x": failure.case.input_name,
                "gradient": None if graded is None else graded.gradient,
            },
        ),
    )
    return Taught(failure.case, diagnosis)


def _words(texts: dict[str, str]) -> Words:
    """Both languages; a teacher who wrote in one only speaks that one to all."""
    only = next(iter(texts.values()), "")
    return Words(zh=texts.get("zh", only), en=texts.get("en", only))
