"""results.json, as Gradescope's "Autograder Specifications" describe it.

Each check is a test, numbered question.check. A student sees what was found in the program and
never what was expected. What is for the teacher alone stands in a test that is `hidden`, which
Gradescope shows to instructors only and does not count.

Where the evidence is in doubt (`needs_review` with integrity flags) the points are withheld, every
test waits until grades are published, and the student reads that a teacher will look at it; what
was noticed is in the teacher's test. A check that decided neither way keeps its points and is
tagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from autograder.export import fragments as html
from autograder.report.catalogue import place, words
from autograder.report.model import CheckReport, Message, QuestionReport, Report
from autograder.report.text import number, visible
from autograder.spec.model import Assignment, Visibility

OUR_FAULT_CODE = "internal_error"

_SAY: dict[str, dict[str, str]] = {
    "en": {
        "attempt": "Submission {attempt}.",
        "before": "Submission {attempt}; the one before earned {score} points.",
        "late": "Handed in {time} after the due date; the points here are not reduced for it.",
        "review": "A teacher will look at this submission before its points count.",
        "undecided": "Parts of it could not be decided; a teacher will look at them.",
        "teacher": "For the teacher (students do not see this)",
        "nobody": "The grader itself failed. This is not your fault, and nothing of your work is "
        "lost: your teacher can run it again, or you can hand it in once more.",
        "day": "{count} d",
        "hour": "{count} h",
        "minute": "{count} min",
    },
    "zh": {
        "attempt": "第 {attempt} 次提交。",
        "before": "第 {attempt} 次提交；上一次得 {score} 分。",
        "late": "在截止时间之后 {time}提交；这里的分数没有因此扣减。",
        "review": "老师会先查看这份提交，之后才计分。",
        "undecided": "有的部分无法判定，老师会来查看。",
        "teacher": "给老师看的（学生看不到）",
        "nobody": "评分程序自身出了问题。这不是你的错，你的作业没有丢失：老师可以重新评分，"
        "你也可以再提交一次。",
        "day": "{count} 天",
        "hour": "{count} 小时",
        "minute": "{count} 分钟",
    },
}


def results(
    report: Report,
    spec: Assignment,
    *,
    previous_scores: tuple[float | None, ...] = (),
    late_s: float = 0.0,
    execution_s: float = 0.0,
    version: str = "",
) -> dict[str, Any]:
    """The whole of results.json for one report.

    Args:
        report: what was graded.
        spec: the assignment, which says when each question is shown.
        previous_scores: of earlier submissions, oldest first.
        late_s: seconds after the due date.
        execution_s: seconds of wall clock that grading took.
        version: of Autograder.
    """
    shown = _visibilities(report, spec)
    tests = list(_tests(report, shown))
    teacher = _for_the_teacher(report)
    return {
        "output": _output(report, shown, previous_scores, late_s),
        "output_format": "html",
        "test_output_format": "html",
        "stdout_visibility": "hidden",
        "execution_time": round(execution_s, 3),
        "tests": [*tests, *([teacher] if teacher else [])],
        "extra_data": {
            "autograder": version,
            "assignment": report.assignment,
            "status": report.status,
            "language": report.language,
            "verdict": report.run.verdict,
            "diagnoses": list(dict.fromkeys(item.code for item in _tellable(report, shown))),
            "attempt": len(previous_scores) + 1,
            "late_s": late_s,
        },
    }


def fallback(spec: Assignment, language: str | None) -> dict[str, Any]:
    """The result where none of ours came: the grader died or did not end. In both languages,
    unless one is given, since nothing is known of the student's."""
    spoken = [language] if language else ["zh", "en"]
    return {
        "output": "".join(html.paragraph(_SAY[one]["nobody"]) for one in spoken),
        "output_format": "html",
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": " / ".join(words(one)["not_graded"] for one in spoken),
                "number": "1",
                "status": "failed",
                "score": 0.0,
                "max_score": round(spec.max_score, 2),
                "output": "".join(html.paragraph(_SAY[one]["nobody"]) for one in spoken),
                "output_format": "html",
                "visibility": "visible",
                "tags": ["not_graded"],
                "extra_data": {"diagnoses": [OUR_FAULT_CODE]},
            }
        ],
        "extra_data": {
            "assignment": spec.id,
            "status": "not_graded",
            "diagnoses": [OUR_FAULT_CODE],
        },
    }


def _visibilities(report: Report, spec: Assignment) -> dict[str, Visibility]:
    """When each question is shown; all wait for a person where the evidence is in doubt."""
    return {
        question.id: "after_published"
        if report.flags and question.visibility != "hidden"
        else question.visibility
        for question in spec.questions
    }


def _tests(report: Report, shown: Mapping[str, Visibility]) -> Iterator[dict[str, Any]]:
    if not report.questions:
        yield _not_graded(report)
    for place_, question in enumerate(report.questions, start=1):
        told = _checks_with_messages(question, report)
        for at, check in enumerate(question.checks, start=1):
            messages = told.get(check.id, ())
            single = len(question.checks) == 1
            waits = check.status in ("inconclusive", "errored")
            yield {
                "name": _name(question, check),
                "number": f"{place_}" if single else f"{place_}.{at}",
                "status": "passed" if check.status == "passed" else "failed",
                "score": check.score,
                "max_score": check.max_score,
                "output": _test_output(report, question, check, messages),
                "output_format": "html",
                "visibility": shown.get(question.id, "visible"),
                "tags": [question.id, "needs_review" if waits else check.status],
                "extra_data": {
                    "check": check.id,
                    "outcome": check.status,
                    "diagnoses": [item.code for item in messages],
                },
            }


def _name(question: QuestionReport, check: CheckReport) -> str:
    return visible(f"{question.title} · {check.title}")


def _checks_with_messages(
    question: QuestionReport, report: Report
) -> dict[str, tuple[Message, ...]]:
    """The messages of a question stand with its first check that lost points."""
    lost = [check for check in question.checks if check.score < check.max_score]
    holder = next(iter(lost or question.checks), None)
    mine = tuple(item for item in report.messages if item.question == question.id)
    return {holder.id: mine} if holder is not None and mine else {}


def _test_output(
    report: Report, question: QuestionReport, check: CheckReport, messages: tuple[Message, ...]
) -> str:
    say = words(report.language)
    parts = [f"<p>{html.strong(say[check.status])}"]
    if check.actual:
        where = place(check.where, report.language)
        parts.append(f" · {html.inline(check.actual)}")
        parts.append(f" <em>({html.inline(where)})</em>" if where else "")
    parts.append("</p>")
    parts += [html.message(item, report) for item in messages]
    if _explains(report, question):
        parts.append(html.concepts(report))
    return "".join(parts)


def _explains(report: Report, question: QuestionReport) -> bool:
    """Whether a question is the written one: all that it has is the check of the explanation."""
    return report.explanation is not None and all(c.id == "explanation" for c in question.checks)


def _not_graded(report: Report) -> dict[str, Any]:
    ours = any(item.code == OUR_FAULT_CODE for item in report.messages)
    told = [item for item in report.messages if item.code != OUR_FAULT_CODE]
    output = html.paragraph(_SAY[_language(report)]["nobody"]) if ours else ""
    return {
        "name": words(report.language)["not_graded"],
        "number": "1",
        "status": "failed",
        "score": 0.0,
        "max_score": report.max_score,
        "output": output + "".join(html.message(item, report) for item in told),
        "output_format": "html",
        "visibility": "visible",
        "tags": ["not_graded"],
        "extra_data": {"diagnoses": [item.code for item in report.messages]},
    }


def _for_the_teacher(report: Report) -> dict[str, Any] | None:
    """What a person has to look at; students never see it, and it is worth nothing."""
    faults = [item for item in report.messages if item.code == OUR_FAULT_CODE]
    if report.status != "needs_review" and not faults:
        return None
    lines = [
        f"<code>{html.inline(flag.code)}</code> {html.inline(place(flag.where, report.language))}"
        f" {html.inline(flag.detail)}"
        for flag in report.flags
    ]
    lines += [
        f"{html.inline(_name(question, check))}: {html.inline(check.actual)}"
        for question in report.questions
        for check in question.checks
        if check.status in ("inconclusive", "errored") and not report.flags
    ]
    lines += [html.inline(item.hint) for item in faults]
    if not lines:  # a file that could not be read may hold the answer
        lines = [html.inline(item.message) for item in report.messages if item.question is None]
    return {
        "name": _SAY[_language(report)]["teacher"],
        "number": f"{max(len(report.questions), 1) + 1}",
        "status": "failed",
        "score": 0.0,
        "max_score": 0.0,
        "output": html.items(lines),
        "output_format": "html",
        "visibility": "hidden",
        "tags": ["needs_review" if report.status == "needs_review" else "not_graded"],
        "extra_data": {
            "flags": [flag.code for flag in report.flags],
            "diagnoses": [item.code for item in report.messages],
        },
    }


def _output(
    report: Report,
    shown: Mapping[str, Visibility],
    previous_scores: tuple[float | None, ...],
    late_s: float,
) -> str:
    """What stands over all tests: only what may be seen at once, whatever waits."""
    say = _SAY[_language(report)]
    open_now = all(visibility == "visible" for visibility in shown.values())
    parts = [f"<p>{html.strong(report.title)}</p>"]
    seen = previous_scores if open_now else tuple(None for _ in previous_scores)
    parts += [html.paragraph(line) for line in _circumstances(report, seen, late_s)]
    if report.flags:
        return "".join([*parts, html.paragraph(say["review"])])
    if report.status == "needs_review":
        parts.append(html.paragraph(say["undecided"]))
    if report.summary and open_now and not report.messages:
        parts.append(html.paragraph(report.summary))
    if report.questions:
        general = [item for item in report.messages if item.question is None]
        parts += [html.message(item, report) for item in general]
    if open_now:
        parts.append(html.graph(report.experiments, report.language))
    return "".join(parts)


def _circumstances(
    report: Report, previous_scores: tuple[float | None, ...], late_s: float
) -> Iterator[str]:
    say = _SAY[_language(report)]
    if previous_scores:
        attempt, last = len(previous_scores) + 1, previous_scores[-1]
        known = last is not None and not report.flags
        key = "before" if known else "attempt"
        yield say[key].format(attempt=attempt, score=number(last or 0.0))
    if late_s >= 60:
        yield say["late"].format(time=_duration(late_s, say))


def _duration(seconds: float, say: Mapping[str, str]) -> str:
    minutes = int(seconds // 60)
    counts = (
        ("day", minutes // 1440),
        ("hour", minutes // 60 % 24),
        ("minute", minutes % 60),
    )
    return " ".join(say[unit].format(count=count) for unit, count in counts if count)


def _tellable(report: Report, shown: Mapping[str, Visibility]) -> list[Message]:
    """Messages of what is never hidden: extra data may come back to whoever hands in again."""
    if report.flags:
        return []
    return [
        item for item in report.messages if shown.get(item.question or "", "visible") == "visible"
    ]


def _language(report: Report) -> str:
    return "zh" if report.language == "zh" else "en"
