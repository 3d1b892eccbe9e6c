"""What the public tests of a student's notebook call: grade a question here and now.

The program runs again in a process of its own on this machine, without walls (`sandbox.local`): it
is the student's own, who runs it anyway. So what a check says here is advice; a mark is given by
`autograder grade` or the Gradescope zip, where the student's process has no say.
"""

from __future__ import annotations

import atexit
import sys
import threading
from collections.abc import MutableMapping
from functools import partial
from typing import Any

from autograder.errors import AutograderError, UsageError
from autograder.otter import Feedback
from autograder.otter.kernel import Found, collect
from autograder.otter.material import Material, find
from autograder.otter.wording import of_check, of_question, say
from autograder.pipeline import Grader
from autograder.points import digest
from autograder.report.model import Report
from autograder.sandbox.local import OFFERED, LocalSandbox


def check(
    question: str,
    env: MutableMapping[str, Any] | None = None,
    *,
    assignment: str | None = None,
    check: str | None = None,
    share: float = 1.0,
    lang: str | None = None,
) -> None:
    """As `autograder.otter.check`, which calls this."""
    report, found = grade(env, assignment=assignment, lang=lang)
    item = next((one for one in report.questions if one.id == question), None)
    if item is None:
        known = ", ".join(one.id for one in report.questions)
        raise UsageError(f"there is no question {question!r}; there are {known}")
    checks = [one for one in item.checks if check in (None, one.id)]
    if not checks:
        known = ", ".join(one.id for one in item.checks)
        raise UsageError(f"question {question} has no check {check!r}; there are {known}")
    score, most = sum(one.score for one in checks), sum(one.max_score for one in checks)
    if report.status != "not_graded" and score >= share * most - 1e-9:
        return
    text = of_question(report, item) if check is None else of_check(report, item, checks[0])
    notes = [say("unsaved", report.language)] if not found.saved else []
    explained = any(one.id == question and _is_text(report, one.id) for one in report.questions)
    if explained and not found.texts:
        notes.append(say("no_texts", report.language))
    _speak_plainly(sys._getframe(2))
    raise Feedback("\n".join([text, *notes]))


def grade(
    env: MutableMapping[str, Any] | None = None,
    *,
    assignment: str | None = None,
    lang: str | None = None,
) -> tuple[Report, Found]:
    """The report on what was run so far, remembered until the code or its texts change.

    Raises:
        AutograderError: it cannot be checked here, and why.
    """
    found = collect(env)
    material = find(assignment)
    key = (digest(found.submission), str(material.key), lang)
    with _lock:
        if _last and _last[0] == key:
            return _last[1], found
        report = _grader(material, lang).grade(found.submission)
        _last[:] = [key, report]
        return report, found


_lock = threading.RLock()
_last: list[Any] = []
_open: list[Any] = []


def _grader(material: Material, lang: str | None) -> Grader:
    """The grader of this process, opened when first asked for."""
    key = (str(material.key), lang)
    if _open and _open[0] == key:
        grader: Grader = _open[1]
        return grader
    if not OFFERED:
        raise AutograderError(
            "programs cannot be checked on Windows itself: use Google Colab, or Python in WSL"
        )
    _close()
    sandbox = LocalSandbox()
    grader = material.grader(language=lang, sandbox=sandbox)
    grader.__enter__()
    _open[:] = [key, grader, sandbox]
    return grader


@atexit.register
def _close() -> None:
    if _open:
        _, grader, sandbox = _open
        _open.clear()
        grader.__exit__(None, None, None)
        sandbox.close()


def _is_text(report: Report, question: str) -> bool:
    return any(
        one.id == question and any(item.id == "explanation" for item in one.checks)
        for one in report.questions
    )


def _speak_plainly(frame: Any) -> None:
    """Ask the Otter test that called us to show the text alone.

    Otter puts the line of the test, which says nothing to a student, in front of what a test
    raises (`ExceptionTestFile._generate_error_message`). Where a version has no such method its
    own form stays.
    """
    for _ in range(4):
        frame = None if frame is None else frame.f_back
        test = None if frame is None else frame.f_locals.get("self")
        if test is not None and callable(getattr(test, "_generate_error_message", None)):
            own = type(test)._generate_error_message
            test._generate_error_message = partial(_message, partial(own, test))
            return


def _message(own: Any, error: BaseException, context: int = 0) -> str:
    return str(error) if isinstance(error, Feedback) else str(own(error, context))
