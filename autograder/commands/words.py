"""What the batch says at the terminal, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable

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
    "recognised": "Recognised as: {layout}, {submissions} submissions of {students}.",
    "recognised_one": "Recognised as: {layout}, 1 submission.",
    "students": "{count} students",
    "student": "1 student",
    "earlier": " Only the latest attempt of each student counts ({count} earlier; --attempts all "
    "grades every one).",
    "canvas": "Canvas download",
    "moodle": "Moodle download",
    "gradescope": "Gradescope export",
    "nbgrader": "nbgrader folder",
    "github_classroom": "GitHub Classroom repositories",
    "plain": "files and folders by name",
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
    "recognised": "识别为：{layout}，{students}的 {submissions} 份提交。",
    "recognised_one": "识别为：{layout}，1 份提交。",
    "students": "{count} 名学生",
    "student": "1 名学生",
    "earlier": "每人只评最新一次，{count} 份较早的提交未评（加 --attempts all 可全部评分）。",
    "canvas": "Canvas 下载",
    "moodle": "Moodle 下载",
    "gradescope": "Gradescope 导出",
    "nbgrader": "nbgrader 文件夹",
    "github_classroom": "GitHub Classroom 仓库",
    "plain": "按文件和文件夹名",
    "zip_ready": "{file} 已生成，可以上传到 Gradescope。",
    "zip_no_index": "其中的 torch 取自 pip 默认的索引，可能会带上评分用不到的数 GB CUDA 文件；"
    "可用 --torch-index（make 用 INDEX=…）指定 CPU 版的索引，见 docs/gradescope.md。",
    "zip_long": "按其限制，一份提交最多可用 {seconds} 秒：请在作业设置中选择比 Gradescope 通常的 "
    "10 分钟更长的时限。",
    "no_walls": "这台机器提供不了隔离：程序就像你自己运行它一样运行。",
}


_EXPORT_ENGLISH = {
    "written": "{count} written to {file}",
    "unchanged": "{count} had this very grade already.",
    "scaled": "Points were turned from {ours} into {theirs}, the most that the worksheet's column "
    "has (--no-scale leaves them).",
    "no_comments": "The worksheet has no column of feedback comments, so none were written; switch "
    "feedback comments on in the assignment's settings and download it again.",
    "replaced": "{count} grades were replaced:",
    "kept": "{count} grades are there already and differ; they stay (--overwrite replaces them):",
    "there": "{there} is there, {ours} was computed",
    "comments_kept": "{count} comments are there already; they stay (--overwrite replaces them):",
    "held": "{count} wait for a person and were left out (--include-review gives them):",
    "failed": "{count} could not be graded and were left out:",
    "locked": "{count} may not be changed in the gradebook:",
    "unmatched": "{count} are in no row of the gradebook:",
    "clashes": "{count} share one row of the gradebook, so none of them was written:",
    "unreturned": "{count} came with no file or page that feedback could be returned by:",
    "unanswered": "{count} in the gradebook handed in nothing:",
    "left": "{count} reports of an earlier batch are in the folder and were not exported:",
}

_EXPORT_CHINESE = {
    "written": "已写入 {count} 份：{file}",
    "unchanged": "{count} 份的成绩原本就是这个数。",
    "scaled": "成绩已从满分 {ours} 换算为该列的满分 {theirs}（不想换算请加 --no-scale）。",
    "no_comments": "成绩表里没有反馈意见一列，没有写评语；请在作业设置里启用反馈意见后重新下载。",
    "replaced": "替换了 {count} 个成绩：",
    "kept": "{count} 个成绩已存在且不同，保持原样（加 --overwrite 可替换）：",
    "there": "原有 {there}，评得 {ours}",
    "comments_kept": "{count} 条评语已存在，保持原样（加 --overwrite 可替换）：",
    "held": "{count} 份待人工复核，没有写入（加 --include-review 可写入）：",
    "failed": "{count} 份未能评分，没有写入：",
    "locked": "{count} 份在成绩表里不允许更改：",
    "unmatched": "{count} 份在成绩表里找不到对应的行：",
    "clashes": "{count} 份对应同一行，因此都没有写入：",
    "unreturned": "{count} 份没有可用来返回反馈的文件或页面：",
    "unanswered": "成绩表里有 {count} 人没有提交：",
    "left": "文件夹里有 {count} 份以前批次留下的报告，没有导出：",
}


def export_words(language: str) -> dict[str, str]:
    """What `autograder export` says, in "zh" or "en"."""
    return _EXPORT_CHINESE if language == "zh" else _EXPORT_ENGLISH


def recognised(found: Iterable[tuple[str, int, int, int]], language: str) -> str:
    """What each path was taken for, a line for each: layout, submissions, students, and how many
    of the submissions are earlier attempts that do not count."""
    words = terminal_words(language)
    told = []
    for layout, submissions, students, earlier in found:
        if submissions:
            text = words["recognised_one" if submissions == 1 else "recognised"].format(
                layout=words.get(layout, layout),
                submissions=submissions,
                students=words["student" if students == 1 else "students"].format(count=students),
            )
            told.append(text + (words["earlier"].format(count=earlier) if earlier else ""))
    return "\n".join(told)


def terminal_words(language: str) -> dict[str, str]:
    """The catalogue for "zh" or "en"; anything else gets English."""
    return _CHINESE if language == "zh" else _ENGLISH
