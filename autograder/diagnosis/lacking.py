"""Words on what a submission lacks: something that the task asks to be shown, computed or used."""

from __future__ import annotations

from autograder.checks.case import Case
from autograder.checks.outcome import Outcome
from autograder.diagnosis import out_of_place
from autograder.diagnosis.model import Diagnosis, Found
from autograder.experiments.nodes import refs
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
            zh="还缺这一项：“{title}”。{seen}",
            en="This part is missing: “{title}”. {seen}",
        ),
        Words(
            zh="在那一步之后把它打印出来。",
            en="Print it after that step.",
        ),
    ),
    "warns": (
        "warning_not_shown",
        Words(
            zh="还缺这一项：“{title}”。程序没有触发这个警告。",
            en="This part is missing: “{title}”. The program never brings that warning about.",
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
    "not_observed": Words(
        zh="程序没有读取那个张量的 {attribute}。",
        en="The program never reads .{attribute} of that tensor there.",
    ),
    "observed_otherwise": Words(
        zh="读取 {attribute} 时它不是题目里的样子。",
        en="When .{attribute} was read, it was not what the task makes it.",
    ),
}

_NEAR = {
    "transposed": (
        Words(
            zh="{{where}}：`{{code}}` 得到的是所求结果的转置（{title}）：本该是行的成了列。",
            en="{{where}}: `{{code}}` gives the transpose of what the task asks for ({title}): "
            "what should be its rows became its columns.",
        ),
        Words(
            zh="沿第 0 维堆叠（dim=0），每个梯度是一行；或者取转置 .T。",
            en="Stack along dim=0, so that each gradient is a row, or transpose it with .T.",
        ),
    ),
    "same_twice": (
        Words(
            zh="{{where}}：`{{code}}` 把同一个张量放了几次（{title}）：存下来的 .grad 不是副本，"
            "之后清零或再次 backward() 时它也跟着变了。",
            en="{{where}}: `{{code}}` puts in one and the same tensor several times ({title}): a "
            ".grad that is only given a name is no copy, and changed along when it was zeroed and "
            "filled again.",
        ),
        Words(
            zh="保存时复制一份：x.grad.clone()；或者用 x.grad = None 代替 zero_()。",
            en="Keep a copy, x.grad.clone(), or clear with x.grad = None in place of zero_().",
        ),
    ),
}
"""Results that are nearly there, by the outcome's reason: what we saw, and a hint."""
HOOK = "register_hook"
_HOOK = (
    Words(
        zh="{{where}}：`{{code}}` 把钩子挂在了 {{x}} 上，它看到的是对 {{x}} 的梯度，而题目要求的是"
        "另一个张量的梯度（{title}）。",
        en="{{where}}: `{{code}}` registers the hook on {{x}}, so it sees the gradient with "
        "respect to {{x}}; the task asks for that of another tensor ({title}).",
    ),
    Words(
        zh="在题目指定的那个张量上调用 register_hook，而且要在 backward() 之前。",
        en="Call register_hook on the tensor that the task names, before backward().",
    ),
)
"""A hook on the input in place of a result."""


def of_lacking(outcome: Outcome, question: str, case: Case) -> Diagnosis:
    """The diagnosis of a check of one of these kinds that failed."""
    code, message, hint = LACKING[outcome.check.kind]
    message, hint = _NEAR.get(outcome.reason, (message, hint))
    check = outcome.check
    new = _out_of_place(outcome, case)
    if new is not None:
        return new
    hooked = _hooked(outcome, case)
    if hooked is not None:
        message, hint = _HOOK
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
        found=hooked or Found(outcome.where or _where(outcome, case), {"code": str(outcome.seen)}),
    )


def _out_of_place(outcome: Outcome, case: Case) -> Diagnosis | None:
    """What the task wants done in place, and the program did by making a new tensor."""
    check = outcome.check
    found = None
    if check.kind == "uses":
        found = out_of_place.of_functions(case, check.functions)
    elif outcome.reason == "no_error":
        found = out_of_place.of_shared(case.view_of(check))
    if found is None:
        return None
    program, site, name, sign, method = found
    code = LACKING[check.kind][0]
    message, hint = out_of_place.MESSAGE, out_of_place.HINT
    titles = {language: check.title.in_(language) for language in ("zh", "en")}
    return Diagnosis(
        code=code,
        severity="error",
        rank=FIRST if check.kind == "raises" else RANK,
        question=case.spec.question_by_check[check.id],
        message=Words(
            zh=message.zh.format(title=titles["zh"]), en=message.en.format(title=titles["en"])
        ),
        hint=hint,
        found=Found(
            program.where(site),
            {
                "code": program.line(site),
                "name": name,
                "sign": sign,
                "method": f"{name}.{method}_",
            },
        ),
    )


def _hooked(outcome: Outcome, case: Case) -> Found | None:
    """Where what a hook was to see is lacking, the hook on the input itself: what arrives there is
    the gradient with respect to the input."""
    questions = case.spec.question_by_check
    asked = {
        name.rpartition(".")[2]
        for check in case.spec.checks
        if check.kind == "uses" and questions[check.id] == questions[outcome.check.id]
        for name in check.functions
    }
    if outcome.check.kind != "computed" or HOOK not in asked:
        return None
    for view in case.exercises:
        graded, program = view.graded, view.program
        if graded is None or graded.input is None or program is None or program.history is None:
            continue
        hooks = program.history.ops(HOOK)
        hooked = {refs(op)[0][0] for op in hooks if refs(op)}
        if hooked == {graded.input.leaf[0]}:
            site = hooks[0].site
            details = {"code": program.line(site), "x": view.input_name}
            return Found(program.where(site), {**details})
    return None


def _where(outcome: Outcome, case: Case) -> Where | None:
    """The place in the program of the exercise that the check is of."""
    program = case.view_of(outcome.check).program
    return None if program is None else program.where(outcome.site)
