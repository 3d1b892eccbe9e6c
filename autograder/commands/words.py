"""What the batch says at the terminal, in Chinese and English."""

from __future__ import annotations

_ENGLISH = {
    "grading": "Grading",
    "per_second": "{rate}/s",
    "left": "{time} left",
    "submission": "Submission",
    "score": "Score",
    "diagnosis": "First diagnosis",
    "not_graded": "not graded",
    "needs_review": "for a person",
    "fine": "nothing to correct",
    "more_rows": "… and {count} more in {file}",
    "total": "{graded} graded, {review} of them for a person to look at, {failed} could not be.",
    "mean": "mean {mean} of {max}, median {median}",
    "distribution": "Scores",
    "frequent": "Most frequent diagnoses",
    "explain": "`autograder explain CODE` says more about one.",
    "reports": "Reports",
    "table": "Grades",
    "could_not": "{count} could not be graded:",
    "interrupted": "Interrupted: {done} of {total} were graded, and what is graded is kept.",
    "go_on": "The same command goes on where it stopped.",
    "carried": "{count} were graded before and are taken over as they were.",
    "changed": "Marks changed for {count}{because}:",
    "unchanged": "No marks changed{because}.",
    "because": ", since {causes} changed",
    "and": " and ",
    "cause_rubric": "the assignment",
    "cause_program": "Autograder",
    "cause_language": "the language asked for",
    "new_attempt": "handed in anew",
    "all_in": "All of them: {file}",
    "alike": "Worth a look: {identical} groups are identical and {near} nearly so ({file}). Short "
    "programs often coincide; likeness alone says nothing about who wrote them.",
    "fault": "{name}: a fault of Autograder, please report it with {log}.",
    "lost": "no report came back",
}

_CHINESE = {
    "grading": "评分中",
    "per_second": "每秒 {rate} 份",
    "left": "还需 {time}",
    "submission": "提交",
    "score": "得分",
    "diagnosis": "首要诊断",
    "not_graded": "未评分",
    "needs_review": "待复核",
    "fine": "没有需要改正的地方",
    "more_rows": "…… 其余 {count} 份见 {file}",
    "total": "已评分 {graded} 份，其中 {review} 份需要人工复核；{failed} 份未能评分。",
    "mean": "平均 {mean} / {max}，中位数 {median}",
    "distribution": "分数分布",
    "frequent": "最常见的诊断",
    "explain": "用 `autograder explain CODE` 查看某个诊断的说明。",
    "reports": "报告",
    "table": "成绩表",
    "could_not": "{count} 份未能评分：",
    "interrupted": "已中断：{total} 份中评了 {done} 份，已评的结果都已保存。",
    "go_on": "再次运行同一命令，即可从中断处继续。",
    "carried": "{count} 份此前已经评过，结果照旧沿用。",
    "changed": "{count} 份的成绩有变化{because}：",
    "unchanged": "成绩没有变化{because}。",
    "because": "（{causes}有改动）",
    "and": "、",
    "cause_rubric": "作业设置",
    "cause_program": "评分程序",
    "cause_language": "所要求的语言",
    "new_attempt": "重新提交",
    "all_in": "全部见 {file}",
    "alike": "值得一看：{identical} 组提交完全相同，{near} 组几乎相同（{file}）。"
    "短程序常会不谋而合，相似本身不说明是谁写的。",
    "fault": "{name}：这是 Autograder 自身的错误，请附上 {log} 反馈。",
    "lost": "没有得到报告",
}


def terminal_words(language: str) -> dict[str, str]:
    """The catalogue for "zh" or "en"; anything else gets English."""
    return _CHINESE if language == "zh" else _ENGLISH
