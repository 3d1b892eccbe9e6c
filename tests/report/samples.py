"""Hand-made reports for the tests of rendering, in both languages."""

from __future__ import annotations

from dataclasses import replace

from autograder.explain.model import Claim, Coverage, Explanation, Passage, TextFinding
from autograder.extract.document import Where
from autograder.report.model import (
    CheckReport,
    CodeView,
    ExperimentReport,
    Flag,
    Message,
    QuestionReport,
    Report,
    RunReport,
)

SETUP = "import torch\n\n# 设置输入\nx = torch.tensor(1.0, requires_grad=True)\n"
CUBE = '''def cube(t):
    """Return the third power."""
    return t ** 3

y1 = x ** 2
y2 = cube(x)
y3 = y1 + y2
y3.backward()
print("x.grad =", x.grad)
'''
GRAPH = (
    "y3 = y1 + y2          AddBackward0\n"
    "├─ y1 = x ** 2        PowBackward0     brings 2 to x\n"
    "└─ y2 = cube(x)       PowBackward0     brings 3 to x (line 3)\n"
)
UNTRACKED = (
    "y3 = y1 + y2          AddBackward0\n"
    "├─ y1 = x ** 2        PowBackward0     传给 x：2\n"
    "└─ y2 = x ** 3        无 grad_fn       追踪到此为止（第 6 行）\n"
)


def wrong() -> Report:
    """An English notebook in which the cube stayed tracked, and a text that reverses it."""
    where = Where("homework.ipynb", 4, 6)
    text = (
        "The cube was computed as usual.\nThe gradient of x**3 flows back, so x.grad should be 2. "
        "Only y1 contributes to the gradient of x."
    )
    return Report(
        submission="lovelace_ada",
        student="Ada Lovelace",
        assignment="no_grad_cubic",
        title="Interrupting gradient tracking: y3 = x² + x³",
        status="graded",
        score=3.5,
        max_score=10.0,
        language="en",
        summary="The cube was computed with tracking on, so its gradient flows back as well.",
        questions=(
            QuestionReport(
                "gradient",
                "Gradient",
                1.0,
                4.0,
                (
                    CheckReport(
                        "x_grad",
                        "failed",
                        0.0,
                        3.0,
                        "x.grad is right and computed by autograd",
                        "the gradient with x**3 left out of the graph",
                        "x.grad = 5, which is 2x + 3x²",
                        where,
                    ),
                    CheckReport(
                        "y3_value", "passed", 1.0, 1.0, "y3 is x**2 + x**3", "", "y3 = 2", where
                    ),
                ),
            ),
            QuestionReport(
                "graph",
                "Graph",
                1.0,
                3.0,
                (
                    CheckReport(
                        "y2_untracked",
                        "failed",
                        0.0,
                        2.0,
                        "x**3 is not tracked",
                        "requires_grad False, no grad_fn",
                        "requires_grad True, PowBackward0",
                        where,
                    ),
                    CheckReport("y1_tracked", "passed", 0.5, 0.5, "x**2 is tracked", "", "", where),
                    CheckReport("y3_tracked", "blocked", 0.0, 0.5, "y3 is tracked", "", "", None),
                ),
            ),
            QuestionReport(
                "explanation",
                "Explanation",
                1.5,
                3.0,
                (
                    CheckReport(
                        "explanation",
                        "inconclusive",
                        1.5,
                        3.0,
                        "The result explained in your own words",
                        "",
                        "one of two ideas",
                        None,
                    ),
                ),
            ),
        ),
        messages=(
            Message(
                "tracking_not_interrupted",
                "error",
                "gradient",
                "In line 6, y2 was computed with gradient tracking on: y2.requires_grad is True, "
                "and x.grad became 5. Both x**2 and x**3 send a gradient back to x.",
                "Which block turns tracking off for just one computation?",
                where,
            ),
            Message(
                "explanation_contradicts_result",
                "warning",
                "explanation",
                "You write that x.grad should be 2, but your program printed 5.",
                "Compare the sentence with the output below your code.",
                Where("homework.ipynb", 5, 2),
            ),
            Message(
                "late_error",
                "note",
                None,
                "Cell 6 ended in NameError: name 'plt' is not defined. It cost nothing.",
                "",
                Where("homework.ipynb", 6, 1),
            ),
        ),
        explanation=Explanation(
            passages=(Passage(text, Where("homework.ipynb", 5, None), "markdown"),),
            concepts={
                "only_y1": Coverage(True, ("Only y1 contributes to the gradient of x.",)),
                "interrupted": Coverage(False),
            },
            claims=(
                Claim(2.0, "x.grad should be 2.", Where("homework.ipynb", 5, 2), False),
                Claim(None, "x.grad is None", Where("homework.ipynb", 5, 3), False),
                Claim(5.0, "printed 5", Where("homework.ipynb", 5, 3), True),
            ),
            findings=(
                TextFinding(
                    "explanation_reversed",
                    "The gradient of x**3 flows back, so x.grad should be 2.",
                    Where("homework.ipynb", 5, 2),
                    {},
                ),
            ),
            share=0.5,
            language="en",
        ),
        concept_titles={"interrupted": "x³ is not tracked", "only_y1": "Only x² contributes"},
        experiments=(
            ExperimentReport(Where("homework.ipynb", 4, 8), 5.0, True, GRAPH),
            ExperimentReport(Where("homework.ipynb", 7, 2), None, False, "z = x * 3\n"),
        ),
        flags=(),
        run=RunReport("ok", 0.0412, 0.031, 182_000, 2, ("seccomp", "landlock", "namespaces")),
        code=(
            CodeView("homework.ipynb", 2, 1, SETUP),
            CodeView("homework.ipynb", 4, 1, CUBE, {6: 0}, "x.grad = tensor(5.)\n"),
            CodeView("homework.ipynb", 6, 1, "plt.show()\n", {1: 2}),
        ),
    )


def right() -> Report:
    """A Chinese script that is right."""
    report = wrong()
    words = (
        "在 no_grad 里计算的 x**3 不会被追踪，没有 grad_fn。\n"
        "所以只有 x**2 对梯度有贡献，结果是 2。"
    )
    return replace(
        report,
        submission="王小明",
        student="王小明",
        title="中断梯度追踪：y3 = x² + x³",
        score=10.0,
        language="zh",
        summary="全部正确：x**3 没有被追踪，x 的梯度是 2。",
        questions=(
            QuestionReport(
                "gradient",
                "梯度",
                4.0,
                4.0,
                (
                    CheckReport(
                        "x_grad",
                        "passed",
                        4.0,
                        4.0,
                        "x 的梯度由 autograd 算出且正确",
                        "",
                        "x.grad = 2",
                        Where("作业.py", None, 8),
                    ),
                ),
            ),
        ),
        messages=(),
        explanation=Explanation(
            passages=(Passage(words, Where("作业.py", None, 10), "comment"),),
            concepts={
                "interrupted": Coverage(
                    True, ("在 no_grad 里计算的 x**3 不会被追踪，没有 grad_fn。",)
                ),
                "only_y1": Coverage(True, ("所以只有 x**2 对梯度有贡献，结果是 2。",)),
            },
            claims=(Claim(2.0, "结果是 2。", Where("作业.py", None, 11), True),),
            findings=(),
            share=1.0,
            language="zh",
        ),
        concept_titles={"interrupted": "x³ 没有被追踪", "only_y1": "只有 x² 有贡献"},
        experiments=(ExperimentReport(Where("作业.py", None, 7), 2.0, True, UNTRACKED),),
        code=(
            CodeView(
                "作业.py",
                None,
                1,
                SETUP + "with torch.no_grad():\n    y2 = x ** 3\ny1 = x ** 2\n",
                {},
                "tensor(2.)\n",
            ),
        ),
    )


def unreadable() -> Report:
    """A submission that could not be graded."""
    return Report(
        submission="broken",
        student="Bob",
        assignment="no_grad_cubic",
        title="Interrupting gradient tracking",
        status="not_graded",
        score=0.0,
        max_score=10.0,
        language="en",
        questions=(),
        messages=(
            Message(
                "unreadable_notebook",
                "error",
                None,
                "hw.ipynb is not JSON.",
                "Save it again.",
                None,
            ),
        ),
        explanation=None,
        concept_titles={},
        experiments=(),
        flags=(Flag("tampering", Where("hw.py", None, 3), "opens /proc/self/mem"),),
        run=RunReport("not_run"),
        summary="hw.ipynb could not be read.",
    )
