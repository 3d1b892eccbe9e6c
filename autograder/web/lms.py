"""The gradebooks of learning platforms (`autograder.export`) as formats of the dashboard."""

from __future__ import annotations

from collections.abc import Callable

from autograder.export import canvas, feedback, moodle, tables
from autograder.export.filling import Filled, Rules
from autograder.export.results import Result, result_of
from autograder.export.sheets import Sheet, parse_sheet
from autograder.report import to_html, to_json
from autograder.web.gradebooks import Format, Made, Rows, register

RULES = Rules()
"""Grades that are there already stay, and what waits for a person is left out: as the command."""

NOTES = ("held", "failed", "unmatched", "clashes", "locked", "unreturned", "unanswered")


def _results(rows: Rows) -> list[Result]:
    return [result_of(to_json(item.report)) for item in rows]


def _made(data: bytes, found: Filled) -> Made:
    notes = [(kind, tuple(getattr(found, kind))) for kind in NOTES]
    notes.append(("kept", tuple(name for name, _, _ in found.kept)))
    return Made(data, found.written, tuple((kind, names) for kind, names in notes if names))


def _fresh(make: Callable[[list[Result], Rules], tuple[Sheet, Filled]]) -> Callable[[Rows], Made]:
    def write(rows: Rows) -> Made:
        sheet, found = make(_results(rows), RULES)
        return _made(sheet.dump(), found)

    return write


def _filling(
    fill: Callable[[Sheet, list[Result], Rules], Filled],
) -> Callable[[Rows, bytes], Made]:
    def write(rows: Rows, given: bytes) -> Made:
        sheet = parse_sheet(given)
        found = fill(sheet, _results(rows), RULES)
        return _made(sheet.dump(), found)

    return write


def _packing(pack: Callable[..., tuple[bytes, Filled]]) -> Callable[[Rows], Made]:
    def write(rows: Rows) -> Made:
        graded = list(rows)
        pages = {item.report.submission: item.report for item in graded}
        return _made(*pack(_results(graded), RULES, lambda one: to_html(pages[one.submission])))

    return write


_CSV, _ZIP = "text/csv; charset=utf-8", "application/zip"

FORMATS = (
    Format(
        "canvas",
        {"zh": "Canvas 成绩册", "en": "Canvas gradebook"},
        {
            "zh": "填写从 Canvas 导出的成绩册（CSV），或不选文件而新建一份。",
            "en": "Fills the gradebook exported from Canvas (CSV); without a file, makes one.",
        },
        "gradebook-canvas.csv",
        _CSV,
        write=_fresh(canvas.fresh),
        fill=_filling(canvas.fill),
    ),
    Format(
        "moodle",
        {"zh": "Moodle 评分表", "en": "Moodle grading worksheet"},
        {
            "zh": "填写从 Moodle 下载的评分表（CSV，中英文表头均可），或不选文件而新建一份。",
            "en": "Fills the worksheet downloaded from Moodle (CSV); without a file, makes one.",
        },
        "gradebook-moodle.csv",
        _CSV,
        write=_fresh(moodle.fresh),
        fill=_filling(moodle.fill),
    ),
    Format(
        "nbgrader",
        {"zh": "nbgrader 表格", "en": "nbgrader table"},
        {"zh": "与 nbgrader export 相同。", "en": "What `nbgrader export` writes."},
        "gradebook-nbgrader.csv",
        _CSV,
        write=_fresh(tables.nbgrader),
    ),
    Format(
        "gradescope",
        {"zh": "Gradescope 表格", "en": "Gradescope table"},
        {"zh": "与 Download Grades 相同。", "en": "What Download Grades gives."},
        "gradebook-gradescope.csv",
        _CSV,
        write=_fresh(tables.gradescope),
    ),
    Format(
        "canvas-feedback",
        {"zh": "Canvas 反馈包", "en": "Feedback for Canvas"},
        {"zh": "用于 Upload Submissions 的压缩包。", "en": "A zip for Upload Submissions."},
        "feedback-canvas.zip",
        _ZIP,
        write=_packing(feedback.for_canvas),
    ),
    Format(
        "moodle-feedback",
        {"zh": "Moodle 反馈包", "en": "Feedback for Moodle"},
        {
            "zh": "用于“上传多个反馈文件”的压缩包。",
            "en": "A zip for Upload multiple feedback files.",
        },
        "feedback-moodle.zip",
        _ZIP,
        write=_packing(feedback.for_moodle),
    ),
)
for _format in FORMATS:
    register(_format)
