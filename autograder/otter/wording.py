"""A question's feedback as plain text, for where Otter shows what a test says."""

from __future__ import annotations

from autograder.report.catalogue import place, words
from autograder.report.model import CheckReport, Message, QuestionReport, Report
from autograder.report.text import visible

_SAY = {
    "unsaved": {
        "zh": "（笔记本还没有保存：以上是根据你刚才运行的代码说的。交作业之前请先保存。）",
        "en": "(The notebook is not saved: this is about the code you ran. Save it before you hand "
        "it in.)",
    },
    "no_texts": {
        "zh": "（这里看不到你的文字单元格：请先保存笔记本，再运行一次检查。）",
        "en": "(Your text cells cannot be seen from here: save the notebook, then check again.)",
    },
    "part": {"zh": "目前只说明了一部分。", "en": "So far this covers only a part."},
}


def say(key: str, language: str) -> str:
    """A fixed sentence, in "zh" or "en"."""
    texts = _SAY[key]
    return texts.get(language, texts["en"])


def of_question(report: Report, question: QuestionReport) -> str:
    """What a student is told of a question that has not passed."""
    told = _messages(report, question)
    lines = [line for message in told for line in _lines(message, report.language)]
    if not lines:
        lines = [
            line
            for check in question.checks
            if check.status != "passed"
            for line in _seen(check, report.language)
        ]
    if not lines and report.summary:
        lines = [report.summary]
    return visible("\n".join([*lines, *_graph(report, question)]))


def of_check(report: Report, question: QuestionReport, check: CheckReport) -> str:
    """What a student is told of one check that has not passed."""
    if question.id == "explanation" or not check.actual:
        return of_question(report, question)
    seen = _seen(check, report.language)
    if check.id != next((one.id for one in question.checks if one.status != "passed"), None):
        # The checks of a question are shown together; its messages belong to the first.
        return visible("\n".join(seen))
    told = [line for one in _messages(report, question) for line in _lines(one, report.language)]
    return visible("\n".join([*seen, *told, *_graph(report, question)]))


def _messages(report: Report, question: QuestionReport) -> list[Message]:
    """The messages of this question, else the first that may be the reason: the root cause."""
    errors = [message for message in report.messages if message.severity == "error"]
    own = [message for message in errors if message.question == question.id]
    if own:
        return own
    text = {one.id for one in report.questions if any(c.id == "explanation" for c in one.checks)}
    if question.id in text:
        return []
    return [message for message in errors if message.question not in text][:1]


def _lines(message: Message, language: str) -> list[str]:
    say = words(language)
    lines = [message.message]
    if message.hint:
        lines.append(f"{say['hint']}{say['colon']}{message.hint}")
    return lines


def _seen(check: CheckReport, language: str) -> list[str]:
    say = words(language)
    where = place(check.where, language)
    return [f"{check.title}{say['colon']}{check.actual}" + (f" ({where})" if where else "")]


def _graph(report: Report, question: QuestionReport) -> list[str]:
    if any(check.id == "explanation" for check in question.checks):
        return []
    for experiment in report.experiments:
        if experiment.graded and experiment.graph:
            title = words(report.language)["graph"]
            return ["", title, *experiment.graph.rstrip("\n").split("\n")]
    return []
