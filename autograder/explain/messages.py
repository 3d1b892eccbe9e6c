"""How the explanation findings are put to the student, in general words.

`message` says what we saw and `hint` gives one next step. Texts are filled in with `str.format`:
`quote` is the student's sentence, the other fields are those of the finding's `detail` (see
`findings`). An assignment may say it better under `messages:`.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.spec.model import Words


@dataclass(frozen=True)
class Wording:
    """The texts of one code; `about` is what `autograder explain` says first."""

    message: Words
    hint: Words
    about: str


MESSAGES: dict[str, Wording] = {
    "explanation_missing": Wording(
        Words(
            zh="没有找到你自己写的原因分析（题目原文、代码和只描述代码的注释不算）。",
            en="We found no explanation in your own words (the task's text, code, and comments "
            "that only narrate the code do not count).",
        ),
        Words(
            zh="用两三句话写出：这个结果是多少，为什么会这样。",
            en="Write two or three sentences: what the result is, and why it is so.",
        ),
        "The answer holds no words of the student's own on the result.\n\n"
        "The task's text, code, outputs and remarks that only narrate the code do not count.",
    ),
    "explanation_incomplete": Wording(
        Words(
            zh="你的分析还不完整：该说明的要点还没有说全。",
            en="Your explanation is not complete yet: an idea that belongs to it is not there.",
        ),
        Words(zh="{hint_zh}", en="{hint_en}"),
        "A required idea of the assignment is not covered by the written answer.\n\n"
        "Which ideas are required is in the assignment's YAML, under `explanation`.",
    ),
    "explanation_contradicts_result": Wording(
        Words(
            zh="你写道“{quote}”，即梯度是 {claimed}；而你的程序{gave_zh}。",
            en='You write "{quote}", so the gradient would be {claimed}; your program {gave_en}.',
        ),
        Words(
            zh="从头到尾重新运行一次，看 x.grad 实际打印出什么，再解释这个数。",
            en="Run it again from top to bottom, see what x.grad really prints, and explain "
            "that number.",
        ),
        "The answer states a gradient that the student's own program does not give.\n\n"
        "What one might expect, what would be without the interruption, and denied numbers are "
        "no claims.",
    ),
    "explanation_reversed": Wording(
        Words(
            zh="你写道“{quote}”，这与实际发生的正好相反。",
            en='You write "{quote}", which is the opposite of what happens.',
        ),
        Words(
            zh="打印每一项的 requires_grad 和 grad_fn，看看哪一项还在计算图里。",
            en="Print requires_grad and grad_fn of each term to see which is still in the graph.",
        ),
        "The answer says the opposite of what happens.\n\n"
        "Example: the tracked term is said to be cut off, or the untracked one to send its "
        "gradient back.",
    ),
    "explanation_wrong_derivative": Wording(
        Words(
            zh="你写道“{quote}”，其中“{part}”的求导有误。",
            en='You write "{quote}"; the derivative in "{part}" is not right.',
        ),
        Words(
            zh="用幂函数的求导公式 (xⁿ)′ = n·xⁿ⁻¹ 逐项再算一遍。",
            en="Work it out again term by term with the power rule, (xⁿ)′ = n·xⁿ⁻¹.",
        ),
        "A derivative in the answer is worked out wrongly.\n\n"
        "Example: 2x + 3x = 5x in place of 2x + 3x².",
    ),
    "explanation_keyword_list": Wording(
        Words(
            zh="“{quote}”只列出了关键词，没有说明它们之间的关系。",
            en='"{quote}" lists keywords but does not say how they are connected.',
        ),
        Words(
            zh="把这些词连成一句话：谁没有被追踪，因此梯度怎样，结果为什么是这个数。",
            en="Make a sentence of them: what is not tracked, what follows for the gradient, and "
            "why the result is that number.",
        ),
        "The answer lists keywords and states nothing with them.",
    ),
}
