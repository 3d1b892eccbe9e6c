"""The fixed words of the page, in Chinese and English."""

from __future__ import annotations

from autograder.extract.document import Where

_ENGLISH = {
    "lang": "en",
    "colon": ": ",
    "comma": ", ",
    "report": "Feedback on your homework",
    "student": "Student",
    "submission": "Submission",
    "score": "Score",
    "of": "{score} of {max} points",
    "graded": "Graded",
    "needs_review": "A teacher will look at this",
    "not_graded": "Could not be graded",
    "feedback": "What to look at",
    "nothing": "Nothing to correct. Well done.",
    "error": "To correct",
    "warning": "Worth knowing",
    "note": "Note",
    "hint": "Hint",
    "questions": "Points",
    "passed": "passed",
    "failed": "not yet",
    "blocked": "not reached",
    "inconclusive": "undecided",
    "errored": "could not be checked",
    "expected": "Asked for",
    "actual": "Seen",
    "graph": "Your computation graph",
    "graph_lead": "Drawn from what your program did while it ran.",
    "graded_experiment": "This one was graded",
    "other_experiments": "Other backward passes in your submission",
    "gradient": "gradient of x after it",
    "no_gradient": "none",
    "explanation": "Your explanation",
    "covered": "covered",
    "not_covered": "not found in your text",
    "concepts": "Ideas in it",
    "claims": "Gradients you state",
    "none_claimed": "no gradient",
    "agrees": "this is what your program gives",
    "differs": "your program gives something else",
    "no_words": "No sentences of your own were found.",
    "doubtful": "see “What to look at”",
    "your_code": "Your code",
    "output": "Output when we ran it",
    "too_long": "{count} more lines are not shown.",
    "cut_output": "… the rest of the output is not shown.",
    "cell": "cell {cell}",
    "integrity": "For a person to look at",
    "integrity_lead": "The grader noticed something that it does not judge by itself. "
    "A teacher will look at it; this is a question, not an accusation.",
    "run": "How it was run",
    "verdict": "Run",
    "ok": "ran to its end",
    "timed_out": "stopped at the time limit",
    "memory_exceeded": "stopped at the memory limit",
    "output_exceeded": "stopped at the output limit",
    "crashed": "the Python process crashed",
    "exited": "left before its end",
    "protocol_error": "its record could not be read",
    "sandbox_error": "the grader itself failed; this is not your fault",
    "not_run": "was not run",
    "time": "Time",
    "seconds": "{wall} s, of which {cpu} s of computing",
    "memory": "Memory",
    "megabytes": "{mb} MB at the most",
    "probes": "Runs, at the given input and at others",
    "sandbox": "Isolation",
    "markdown": "text cell",
    "comment": "comment",
    "docstring": "docstring",
    "print": "printed text",
    "file": "text file",
    "go_to_line": "show the line",
    "footer": "Graded by what the program did when it ran, at the given input and at others.",
}

_CHINESE = {
    "lang": "zh-CN",
    "colon": "：",
    "comma": "、",
    "report": "作业反馈",
    "student": "学生",
    "submission": "提交",
    "score": "得分",
    "of": "{score} / {max} 分",
    "graded": "已评分",
    "needs_review": "等待老师复核",
    "not_graded": "未能评分",
    "feedback": "请看这里",
    "nothing": "没有需要改正的地方，做得很好。",
    "error": "需要改正",
    "warning": "值得留意",
    "note": "说明",
    "hint": "提示",
    "questions": "各题得分",
    "passed": "通过",
    "failed": "未通过",
    "blocked": "未执行到",
    "inconclusive": "无法判定",
    "errored": "未能检查",
    "expected": "要求",
    "actual": "实际",
    "graph": "你的计算图",
    "graph_lead": "根据程序运行时实际做的运算画出。",
    "graded_experiment": "评分依据",
    "other_experiments": "提交中的其他反向传播",
    "gradient": "之后 x 的梯度",
    "no_gradient": "无",
    "explanation": "你的原因分析",
    "covered": "已写到",
    "not_covered": "文中没有找到",
    "concepts": "要点",
    "claims": "你写到的梯度",
    "none_claimed": "没有梯度",
    "agrees": "与程序结果一致",
    "differs": "与程序结果不一致",
    "no_words": "没有找到你自己写的文字。",
    "doubtful": "见“请看这里”",
    "your_code": "你的代码",
    "output": "运行时的输出",
    "too_long": "还有 {count} 行没有显示。",
    "cut_output": "……其余输出没有显示。",
    "cell": "第 {cell} 个单元格",
    "integrity": "需要老师查看",
    "integrity_lead": "评分程序注意到一些它自己不作判断的情况，老师会来查看。"
    "这只是一个问题，不是指责。",
    "run": "运行情况",
    "verdict": "运行",
    "ok": "运行到结束",
    "timed_out": "达到时间上限而停止",
    "memory_exceeded": "达到内存上限而停止",
    "output_exceeded": "达到输出上限而停止",
    "crashed": "Python 进程崩溃",
    "exited": "提前退出",
    "protocol_error": "运行记录无法读取",
    "sandbox_error": "评分程序自身出错，不是你的问题",
    "not_run": "没有运行",
    "time": "用时",
    "seconds": "{wall} 秒，其中计算 {cpu} 秒",
    "memory": "内存",
    "megabytes": "最多 {mb} MB",
    "probes": "运行次数（含换输入）",
    "sandbox": "隔离",
    "markdown": "文字单元",
    "comment": "注释",
    "docstring": "文档字符串",
    "print": "打印的文字",
    "file": "文本文件",
    "go_to_line": "查看这一行",
    "footer": "评分依据是程序运行时实际做的运算，既用给定的输入，也用其他输入。",
}


def words(language: str) -> dict[str, str]:
    """The catalogue for "zh" or "en"; anything else gets English."""
    return _CHINESE if language == "zh" else _ENGLISH


def place(where: Where | None, language: str, *, with_file: bool = True) -> str:
    """Return a place in words: "hw.ipynb, cell 3, line 2" or "hw.ipynb 第 3 个单元格第 2 行".

    Empty when nothing is known. `with_file` False leaves the file out where there is a cell or a
    line to name.
    """
    if where is None:
        return ""
    chinese = language == "zh"
    parts = []
    if where.cell is not None:
        parts.append(words(language)["cell"].format(cell=where.cell))
    if where.line is not None:
        parts.append(f"第 {where.line} 行" if chinese else f"line {where.line}")
    inner = ("" if chinese else ", ").join(parts)
    if where.file and (with_file or not inner):
        return f"{where.file}{' ' if chinese else ', '}{inner}" if inner else where.file
    return inner
