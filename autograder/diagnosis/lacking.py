"""Words on what a submission lacks: something that the task asks to be shown, computed or used."""

from __future__ import annotations

from autograder.checks.case import Case
from autograder.checks.outcome import Outcome
from autograder.diagnosis.model import Diagnosis, Found
from autograder.extract.document import Where
from autograder.spec.model import Words

RANK = 80
"""What is lacking comes after what is wrong."""
FIRST = 30
"""Where an error is asked for and none comes, all else but a lesson is a consequence of that."""

LACKING: dict[str, tuple[str, Words, Words]] = {
    "raises": (
        "error_not_shown",
        Words(
            zh="题目要求演示的报错没有出现（{title}）：{seen}",
            en="The error that the task asks to be shown did not come ({title}): {seen}",
        ),
        Words(
            zh="先不加任何补救，让它照题目的写法运行；报错可以用 try/except 接住并打印出来。",
            en="Run it as the task says, without any cure; catch the error with try/except and "
            "print it.",
        ),
    ),
    "observed": (
        "attribute_not_observed",
        Words(
            zh="题目要求观察的属性没有看到（{title}）：{seen}",
            en="The attribute that the task asks you to look at was not seen ({title}): {seen}",
        ),
        Words(
            zh="在那一步之后把它打印出来。",
            en="Print it after that step.",
        ),
    ),
    "warns": (
        "warning_not_shown",
        Words(
            zh="程序没有触发题目要观察的那个警告（{title}）。",
            en="The program never brings about the warning that the task is about ({title}).",
        ),
        Words(
            zh="再读一遍题目：在什么张量上读什么，PyTorch 会给出警告？",
            en="Read the task again: reading what, of which tensor, makes PyTorch warn?",
        ),
    ),
    "computed": (
        "result_not_computed",
        Words(
            zh="程序自己没有算出题目要求的结果（{title}）；换成别的输入后也要一致。",
            en="Nothing that the program itself computes is the result that the task asks for "
            "({title}), also at other inputs.",
        ),
        Words(
            zh="从你算出的梯度把它组合出来，打印出来和手算的结果比较。",
            en="Put it together from the gradients that you have, print it, and compare with what "
            "you work out by hand.",
        ),
    ),
    "uses": (
        "function_not_used",
        Words(
            zh="程序里没有运行到对 {call} 的调用，而题目要求用它（{title}）。",
            en="No call of {call} ran in the program, and the task asks for it ({title}).",
        ),
        Words(
            zh="如果写了这个调用，看看它是不是在注释里或在没有被调用的函数里。",
            en="If you wrote the call, see whether it is in a comment or in a function that nobody "
            "calls.",
        ),
    ),
}
"""By the kind of the check: the code, what we saw, and a hint."""


_SEEN = {
    "no_error": Words(zh="这一步没有报错", en="this step raised nothing"),
    "other_error": Words(zh="报的是另一个错，{seen}", en="it raised another one, {seen}"),
    "no_backward": Words(zh="没有反向传播", en="no backward ran"),
    "not_observed": Words(zh="程序没有读取 {attribute}", en="the program never reads {attribute}"),
    "observed_otherwise": Words(
        zh="读取 {attribute} 时它不是题目里的样子",
        en="{attribute} was read, but it was not then what the task makes it",
    ),
}


def of_lacking(outcome: Outcome, question: str, case: Case) -> Diagnosis:
    """The diagnosis of a check of one of these kinds that failed."""
    code, message, hint = LACKING[outcome.check.kind]
    check = outcome.check
    seen = _SEEN.get(outcome.reason, Words(zh="", en=""))

    def told(words: Words, language: str) -> str:
        return words.in_(language).format(
            title=check.title.in_(language),
            call=", ".join(check.functions),
            seen=seen.in_(language).format(seen=outcome.seen, attribute=check.attribute),
        )

    return Diagnosis(
        code=code,
        severity="error",
        rank=FIRST if check.kind == "raises" else RANK,
        question=question,
        message=Words(zh=told(message, "zh"), en=told(message, "en")),
        hint=hint,
        found=Found(_where(outcome, case)),
    )


def _where(outcome: Outcome, case: Case) -> Where | None:
    """The place in the program of the exercise that the check is of."""
    program = case.view_of(outcome.check).program
    return None if program is None else program.where(outcome.site)
