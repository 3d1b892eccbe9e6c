"""What each check expected and saw, in words fit for the student.

No expected value is told beyond what the task itself says.
"""

from __future__ import annotations

from autograder.calls.model import CallVerdict
from autograder.checks.outcome import Outcome
from autograder.feedback import calls
from autograder.feedback.words import values
from autograder.spec.model import Assignment, Words

_EXPECTED = {
    "gradient": Words(
        zh="{x} 的梯度由 autograd 算出，换成别的 {x} 也对",
        en="the gradient of {x} comes from autograd and is right at other {x} too",
    ),
    "value": Words(
        zh="{role} 等于 {formula}，换成别的 {x} 也一样",
        en="{role} equals {formula}, at other {x} too",
    ),
    "tracked": Words(zh="{role} 被追踪（有 grad_fn）", en="{role} is tracked (it has a grad_fn)"),
    "untracked": Words(
        zh="{role} 不被追踪（requires_grad=False，没有 grad_fn）",
        en="{role} is not tracked (requires_grad=False, no grad_fn)",
    ),
    "explanation": Words(
        zh="用自己的话说明结果为什么是这样", en="your own words say why the result is what it is"
    ),
    "otter": Words(zh="测试通过", en="the tests pass"),
    "raises": Words(zh="这一步按题目要求报错", en="this step raises the error that is asked for"),
    "observed": Words(
        zh="程序读取了 {role} 的 {attribute}", en="the program looks at {attribute} of {role}"
    ),
    "warns": Words(zh="出现了题目要观察的警告", en="the warning that the task is about appears"),
    "computed": Words(
        zh="程序算出了这个结果，换成别的输入也对",
        en="the program computes this result, at other inputs too",
    ),
    "uses": Words(zh="用到了 {call}", en="{call} is used"),
}

_ACTUAL = {
    "passed": Words(zh="符合", en="as expected"),
    "no_experiment": Words(zh="没有找到本题的计算", en="no computation of this exercise was found"),
    "no_backward": Words(zh="没有反向传播", en="no backward ran"),
    "backward_error": Words(zh="反向传播报错：{seen}", en="backward raised {seen}"),
    "not_repeated": Words(
        zh="这个张量之前没有做过反向传播，而题目要求对同一个张量再做一次",
        en="no backward went through this tensor before, and the task asks for a second one",
    ),
    "no_gradient": Words(zh="{x} 没有得到梯度（None）", en="{x} got no gradient (None)"),
    "assigned": Words(zh="{x}.grad 是手动赋的值 {seen}", en="{x}.grad was assigned: {seen}"),
    "wrong_gradient": Words(zh="{x} 的梯度是 {seen}", en="the gradient of {x} is {seen}"),
    "left_over": Words(
        zh="{x} 的梯度是 {seen}，但其中有之前留在 {x}.grad 里的值",
        en="the gradient of {x} is {seen}, but a part of it was in {x}.grad before",
    ),
    "cleared": Words(
        zh="{x} 的梯度 {seen} 在查看之前就被清掉了",
        en="the gradient {seen} of {x} was cleared before it was looked at",
    ),
    "not_from_graph": Words(
        zh="{x} 的梯度是 {seen}，但沿着计算图反向传播得到的不是这个值",
        en="the gradient of {x} is {seen}, but that is not what the graph brings",
    ),
    "unverified": Words(
        zh="{x} 的梯度是 {seen}，但程序里有能改动梯度的操作，而评分程序没能沿计算图重新算出它",
        en="the gradient of {x} is {seen}, but the program holds something that can change gradients, "
        "and the grader could not work it out again from the graph",
    ),
    "does_not_follow": Words(
        zh="{x} 的梯度是 {seen}，但换成别的 {x} 就不对了",
        en="the gradient of {x} is {seen}, but it is wrong at other {x}",
    ),
    "other_input": Words(
        zh="{x} 的梯度是 {seen}，但 {x} 不是题目给的值",
        en="the gradient of {x} is {seen}, but {x} is not the one that the task gives",
    ),
    "not_reached": Words(
        zh="换成别的 {x} 后程序没有走到这一步",
        en="with another {x} the program did not get this far",
    ),
    "role_not_found": Words(zh="没有找到 {role}", en="{role} was not found"),
    "wrong_value": Words(
        zh="算的不是 {formula}（这里得到 {seen}）",
        en="does not compute {formula} (gives {seen} here)",
    ),
    "wrong_input": Words(
        zh="算的是 {formula}，但 {x} 不是题目给的值（这里得到 {seen}）",
        en="computes {formula}, but from another {x} than the task gives (gives {seen} here)",
    ),
    "tracked": Words(zh="被追踪，grad_fn={grad_fn}", en="tracked, grad_fn={grad_fn}"),
    "untracked": Words(
        zh="requires_grad={flag}，没有 grad_fn", en="requires_grad={flag}, no grad_fn"
    ),
    "input_untracked": Words(
        zh="{x} 本身没有被追踪，谈不上中断",
        en="{x} itself is not tracked, so nothing is interrupted",
    ),
    "withheld": Words(
        zh="等老师看过这份作业之后再评", en="a teacher will look at this submission first"
    ),
    "incomplete": Words(zh="只说明了一部分", en="covers only a part"),
    "nothing": Words(zh="没有说明", en="says nothing of it"),
    "tests_failed": Words(zh="测试没有通过：{seen}", en="tests did not pass: {seen}"),
    "hidden_tests_failed": Words(
        zh="隐藏测试没有全部通过，换几个别的数值试一试",
        en="not all hidden tests passed; try other values than those of the public ones",
    ),
    "tests_not_run": Words(
        zh="测试没有运行（程序没有正常结束，或这里没有测试）",
        en="the tests were not run (the program did not end, or they are not here)",
    ),
    "no_error": Words(zh="没有报错", en="nothing was raised"),
    "other_error": Words(zh="报的是另一个错：{seen}", en="another error was raised: {seen}"),
    "not_observed": Words(zh="没有读取 {attribute}", en="{attribute} was not looked at"),
    "observed_otherwise": Words(
        zh="读取时 {attribute} 不是题目里的样子",
        en="{attribute} was not then what the task makes it",
    ),
    "no_warning": Words(zh="没有出现这个警告", en="the warning did not appear"),
    "not_computed": Words(zh="没有找到等于它的张量", en="no tensor with this value was found"),
    "transposed": Words(
        zh="算出的是它的转置，行和列对调了", en="its transpose was computed: rows became columns"
    ),
    "same_twice": Words(
        zh="每一行都是同一个梯度张量", en="every row of it is one and the same gradient tensor"
    ),
    "not_used": Words(zh="没有运行到对它的调用", en="no call of it ran"),
    "calls_not_made": Words(
        zh="没能在程序结束之后调用函数，等老师看过再评",
        en="the functions could not be called after the program; a teacher will look at this",
    ),
    "program_did_not_end": Words(
        zh="程序没有运行到结尾，所以没能调用其中的函数",
        en="the program did not run to its end, so its functions could not be called",
    ),
    "not_read": Words(zh="没有读到", en="was not read"),
}


def expected(outcome: Outcome, spec: Assignment, language: str) -> str:
    """What the check asks for; `spec` is the assignment, or the part for the check's exercise."""
    if outcome.check.kind == "call":
        seen = outcome.seen if isinstance(outcome.seen, CallVerdict) else None
        return calls.expected(seen, outcome.check, language)
    return _fill(_EXPECTED[outcome.check.kind], outcome, spec, language)


def actual(outcome: Outcome, spec: Assignment, language: str) -> str:
    """What was seen."""
    if (
        isinstance(outcome.seen, CallVerdict)
        and outcome.reason != "withheld"
        and not outcome.passed
    ):
        return calls.actual(outcome.seen, outcome.check, language)
    reason = "passed" if outcome.passed else outcome.reason
    if outcome.passed and outcome.check.kind == "gradient":
        reason = "wrong_gradient"  # the same sentence: what the gradient is
    elif reason == "incomplete" and not outcome.share:
        reason = "nothing"
    return _fill(_ACTUAL[reason], outcome, spec, language)


def _fill(words: Words, outcome: Outcome, spec: Assignment, language: str) -> str:
    check, seen, flag, grad_fn = outcome.check, outcome.seen, "", ""
    if isinstance(seen, tuple) and len(seen) == 2 and isinstance(seen[0], bool):
        flag, grad_fn = str(seen[0]), str(seen[1])
    elif isinstance(seen, tuple):
        seen = values(seen)
    role = spec.roles.get(check.role or "")
    return words.in_(language).format(
        x=spec.gradient.wrt,
        role=(check.role or "") if role is None else role.label.in_(language),
        formula="" if role is None else role.formula,
        attribute=check.attribute,
        call=" / ".join(check.functions),
        seen=seen,
        flag=flag,
        grad_fn=grad_fn,
    )
