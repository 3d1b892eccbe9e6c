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
    "fault": "{name}: a fault of Autograder, please report it with {log}.",
    "lost": "no report came back",
    "zip_ready": "{file} is ready to be uploaded to Gradescope.",
    "zip_no_index": "It takes torch from pip's own index, which may bring gigabytes of CUDA that "
    "grading never uses; --torch-index (make: INDEX=…) gives an index of CPU wheels, see "
    "docs/gradescope.md.",
    "zip_long": "Its limits allow one submission {seconds} s: choose a longer time limit than "
    "Gradescope's usual 10 minutes in the assignment's settings.",
    "no_walls": "This machine offers no sandbox: your program runs as if you ran it yourself.",
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
    "fault": "{name}：这是 Autograder 自身的错误，请附上 {log} 反馈。",
    "lost": "没有得到报告",
    "zip_ready": "{file} 已生成，可以上传到 Gradescope。",
    "zip_no_index": "其中的 torch 取自 pip 默认的索引，可能会带上评分用不到的数 GB CUDA 文件；"
    "可用 --torch-index（make 用 INDEX=…）指定 CPU 版的索引，见 docs/gradescope.md。",
    "zip_long": "按其限制，一份提交最多可用 {seconds} 秒：请在作业设置中选择比 Gradescope 通常的 "
    "10 分钟更长的时限。",
    "no_walls": "这台机器提供不了隔离：程序就像你自己运行它一样运行。",
}


def terminal_words(language: str) -> dict[str, str]:
    """The catalogue for "zh" or "en"; anything else gets English."""
    return _CHINESE if language == "zh" else _ENGLISH
