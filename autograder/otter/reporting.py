"""Reports on what Otter's tests gave, in the form that all our reports have.

Of hidden cases a student sees one line for all of them together: what they are worth and what was
earned. Their names, sources, messages and what they showed stay out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from autograder.evidence.run import Run
from autograder.evidence.schema import Audited, Output, Raised, Site
from autograder.explain.language import language_of
from autograder.extract.decode import decode
from autograder.extract.document import Where
from autograder.feedback.problems import sentence
from autograder.feedback.refusal import OUR_FAULT, by_name
from autograder.ingest.submission import Problem, Submission
from autograder.otter import points
from autograder.otter.formats import QuestionTests
from autograder.otter.programs import NoProgramError, Program
from autograder.otter.zipped import OtterZip
from autograder.report.model import (
    CheckReport,
    CodeView,
    Flag,
    Message,
    OutcomeStatus,
    QuestionReport,
    Report,
    RunReport,
)
from autograder.spec.model import Words

if TYPE_CHECKING:
    from autograder.otter.sitting import Sitting

MAX_FLAGS = 20

_HIDDEN = Words(zh="隐藏测试", en="Hidden tests")
_EXPECTED = Words(zh="测试通过", en="the test passes")
_PASSED = Words(zh="通过", en="passed")
_FAILED = Words(zh="没有通过", en="not passed")
_NOT_RUN = Words(
    zh="没有运行到：程序没有正常结束", en="was not run: the program did not come to its end"
)
_HIDDEN_FAILED = Words(zh="隐藏测试没有全部通过。", en="Not all hidden tests passed.")
_HIDDEN_HINT = Words(
    zh="除了公开测试里的数值，再换几个别的数值试一试。",
    en="Try your solution with other values than those of the public tests.",
)
_HINT = Words(
    zh='在自己的笔记本里运行 grader.check("{name}")，改到通过为止。',
    en='Run grader.check("{name}") in your notebook and change it until it passes.',
)
_ERROR = Words(
    zh="运行到这里报错：{what}。后面的内容没有运行。",
    en="This raised {what}; what follows in the cell did not run.",
)
_TAMPERED = Words(
    zh="程序动了评分要用的东西，老师会看一看这份作业。",
    en="The program reached for what it is graded with; a teacher will look at this submission.",
)
_NO_PROGRAM = {
    "none": Words(
        zh="提交里没有笔记本（.ipynb），也没有脚本（.py）。",
        en="The submission holds no notebook (.ipynb) and no script (.py).",
    ),
    "several": Words(
        zh="提交里有几份可以评分的文件（{detail}），不知道评哪一份。",
        en="The submission holds several files that could be graded: {detail}.",
    ),
    "unreadable": Words(zh="笔记本读不出来：{detail}", en="The notebook cannot be read: {detail}"),
    "other_assignment": Words(
        zh="这份笔记本不是这次作业的（{detail}）。",
        en="This notebook belongs to another assignment ({detail}).",
    ),
}
_AGAIN = Words(zh="请检查后再提交一次。", en="Check it and submit again.")


def report(
    zipped: OtterZip,
    submission: Submission,
    program: Program,
    sitting: Sitting,
    language: str | None,
) -> Report:
    """The report of a submission that was run."""
    spoken = language or _language(submission) or by_name(submission)
    flags = _flags(program, sitting.runs)
    questions = []
    messages: list[Message] = []
    for test in zipped.tests:
        question, told = _question(test, sitting, spoken, withheld=bool(flags))
        questions.append(question)
        messages += told
    if flags:
        messages.insert(0, Message("tampering", "warning", None, _TAMPERED.in_(spoken), "", None))
    errors = _errors(program, sitting.runs[0], spoken)
    first = sitting.runs[0]
    score, maximum = _total(zipped, questions)
    return Report(
        submission=submission.name,
        student=submission.student,
        assignment=zipped.name,
        title=zipped.name,
        status="needs_review" if flags else "graded",
        score=score,
        max_score=maximum,
        language=spoken,
        questions=tuple(questions),
        messages=(*errors, *messages),
        explanation=None,
        concept_titles={},
        experiments=(),
        flags=flags,
        run=RunReport(
            verdict=next((run.verdict for run in sitting.runs if run.verdict != "ok"), "ok"),
            wall_s=round(sum(run.usage.wall_s for run in sitting.runs), 4),
            cpu_s=round(sum(run.usage.cpu_s for run in sitting.runs), 4),
            peak_rss_kb=max(run.usage.peak_rss_kb for run in sitting.runs),
            probes=len(sitting.runs),
            sandbox=sitting.layers,
        ),
        code=tuple(_code(program, first)),
        summary=next((one.message for one in messages), ""),
    )


def not_graded(
    zipped: OtterZip, submission: Submission, language: str | None, problem: NoProgramError
) -> Report:
    """The report of a submission without a program that Otter would run."""
    spoken = language or by_name(submission)
    code, detail = str(problem.args[0]), str(problem.args[1])
    messages = [
        Message(one.code, "error", None, *sentence(one, spoken), Where(one.file))
        for one in submission.problems
    ]
    text = _NO_PROGRAM[code].in_(spoken).format(detail=detail)
    messages.append(Message(code, "error", None, text, _AGAIN.in_(spoken), None))
    return _empty(zipped, submission, spoken, tuple(messages), "not_run")


def our_fault(
    zipped: OtterZip, submission: Submission, language: str | None, detail: str
) -> Report:
    """The report where the sandbox or our own code failed; `detail` is for the teacher."""
    spoken = language or by_name(submission)
    problem = Problem("internal_error", detail={"detail": detail[:500]}, fatal=True)
    hint = sentence(problem, spoken)[1]
    message = Message("internal_error", "error", None, OUR_FAULT.in_(spoken), hint, None)
    return _empty(zipped, submission, spoken, (message,), "sandbox_error")


def _empty(
    zipped: OtterZip,
    submission: Submission,
    language: str,
    messages: tuple[Message, ...],
    verdict: str,
) -> Report:
    return Report(
        submission=submission.name,
        student=submission.student,
        assignment=zipped.name,
        title=zipped.name,
        status="not_graded",
        score=0.0,
        max_score=round(
            zipped.config.points_possible
            or sum(points.possible(test.cases) for test in zipped.tests),
            5,
        ),
        language=language,
        questions=(),
        messages=messages,
        explanation=None,
        concept_titles={},
        experiments=(),
        flags=(),
        run=RunReport(verdict=verdict),
        summary=messages[0].message if messages else "",
    )


def _question(
    test: QuestionTests, sitting: Sitting, language: str, *, withheld: bool
) -> tuple[QuestionReport, list[Message]]:
    result = sitting.whole.get(test.name)
    passed = test.passed(result)
    failing = test.messages(sitting.public.get(test.name))
    checks: list[CheckReport] = []
    messages: list[Message] = []
    for number, (case, good) in enumerate(zip(test.cases, passed, strict=True)):
        if case.hidden:
            continue
        text = _PASSED.in_(language) if good else failing.get(number, "")
        if not good and result is None:
            text = _NOT_RUN.in_(language)
        checks.append(_check(f"case{number + 1}", case, text, language, good=good))
        if good and case.success:
            messages.append(Message("test_passed", "note", test.name, case.success, "", None))
        elif not good:
            told = case.failure or f"{case.name}: {text or _FAILED.in_(language)}"
            hint = _HINT.in_(language).format(name=test.name)
            messages.append(Message("test_failed", "error", test.name, told, hint, None))
    hidden = [(c, good) for c, good in zip(test.cases, passed, strict=True) if c.hidden]
    earned = points.score(test.cases, passed, all_or_nothing=test.all_or_nothing)
    if hidden:
        worth = sum(case.points or 0.0 for case, _ in hidden)
        got = sum(case.points or 0.0 for case, good in hidden if good)
        right = all(good for _, good in hidden)
        if not right:
            hint = _HIDDEN_HINT.in_(language)
            told = _HIDDEN_FAILED.in_(language)
            messages.append(Message("hidden_test_failed", "error", test.name, told, hint, None))
        checks.append(
            CheckReport(
                "hidden",
                "passed" if right else "failed",
                round(float(got), 5),
                round(float(worth), 5),
                _HIDDEN.in_(language),
                _EXPECTED.in_(language),
                (_PASSED if right else _FAILED).in_(language),
                None,
            )
        )
    question = QuestionReport(
        id=test.name,
        title=test.name,
        score=0.0 if withheld else round(float(earned), 5),
        max_score=round(float(points.possible(test.cases)), 5),
        checks=tuple(checks),
    )
    return question, messages


def _check(
    identifier: str, case: points.Case, text: str, language: str, *, good: bool
) -> CheckReport:
    worth = round(float(case.points or 0.0), 5)
    status: OutcomeStatus = "passed" if good else "failed"
    return CheckReport(
        identifier,
        status,
        worth if good else 0.0,
        worth,
        case.name,
        _EXPECTED.in_(language),
        text or _FAILED.in_(language),
        None,
    )


def _total(zipped: OtterZip, questions: list[QuestionReport]) -> tuple[float, float]:
    """Score and maximum, by the rules of `GradingResults.to_gradescope_dict`."""
    config = zipped.config
    earned = sum(question.score for question in questions)
    most = sum(question.max_score for question in questions)
    share = earned / most if most else 0.0
    maximum = config.points_possible if config.points_possible is not None else most
    score = earned if config.points_possible is None else share * config.points_possible
    if config.score_threshold is not None:
        score = maximum if share >= config.score_threshold else 0.0
    return round(score, 5), round(maximum, 5)


def _flags(program: Program, runs: list[Run]) -> tuple[Flag, ...]:
    found: list[Flag] = []
    for run in runs:
        if run.verdict == "protocol_error":
            found.append(Flag("protocol_error", None, run.detail))
        for frame in run.frames:
            if isinstance(frame, Audited):
                detail = f"{frame.event} {frame.detail}".strip()
                found.append(Flag("tampering", _where(program, frame.site), detail))
    return tuple(dict.fromkeys(found))[:MAX_FLAGS]


def _where(program: Program, site: Site) -> Where | None:
    if not 0 <= site.unit < len(program.units):
        return None
    unit = program.units[site.unit]
    return Where(unit.file, unit.cell, site.line or None)


def _errors(program: Program, run: Run, language: str) -> list[Message]:
    """The first error that left a cell; others often follow from it."""
    for frame in run.frames:
        if isinstance(frame, Raised):
            site = frame.stack[-1] if frame.stack else Site(frame.unit, 0)
            what = f"{frame.type}: {frame.message}"
            text = _ERROR.in_(language).format(what=what)
            where = _where(program, site)
            return [Message("program_error", "warning", None, text, "", where)]
    return []


def _code(program: Program, run: Run) -> list[CodeView]:
    printed: dict[int, list[str]] = defaultdict(list)
    for frame in run.frames:
        if isinstance(frame, Output):
            printed[frame.unit].append(frame.text)
    script = not program.file.lower().endswith(".ipynb")
    return [
        CodeView(unit.file, unit.cell, 1, unit.source, {}, "".join(printed[number]))
        for number, unit in enumerate(program.units)
        if unit.cell is not None or script
    ]


def _language(submission: Submission) -> str | None:
    texts = [decode(file.data).text for file in submission.files[:4]]
    return language_of(text[:20_000] for text in texts)
