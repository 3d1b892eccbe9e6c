"""Moodle's grading worksheet ("Download grading worksheet", "Upload grading worksheet").

What Moodle reads back (moodle, `mod/assign/feedback/offline/importgradeslib.php`): the columns
Identifier, Grade and Last modified (grade), by their names in the language of the site, and the
feedback comments. The identifier is the word for "participant" and a number. A row whose "Grade
can be changed" says no is refused. Feedback comments are HTML.
"""

from __future__ import annotations

import re

from autograder.errors import UsageError
from autograder.export.comments import as_html
from autograder.export.filling import Filled, Rules, begin, fill_grade, named, number, releasable
from autograder.export.formulas import protect
from autograder.export.matching import match
from autograder.export.results import Result, Who
from autograder.export.sheets import Sheet, new_sheet

# The strings `recordid`, `fullname`, `email`, ... of English, Simplified and Traditional Chinese,
# over Moodle's versions; German, French and Spanish because sites of exchange partners have them.
_IDENTIFIER = (
    "Identifier",
    "识别码",
    "标识符",
    "識別碼",
    "编号",
    "ID",
    "Identifikator",
    "Identifiant",
    "Identificador",
    "ID-Nummer",
)
_NAME = ("Full name", "全名", "姓名", "Vollständiger Name", "Nom complet", "Nombre completo")
_EMAIL = (
    "Email address",
    "电子邮件地址",
    "Email地址",
    "Email 地址",
    "邮箱地址",
    "電子郵件信箱",
    "電郵地址",
    "電子郵件地址",
    "E-Mail-Adresse",
    "Adresse de courriel",
    "Dirección de correo",
)
_SID = ("ID number", "学号", "學號", "编号", "ID号", "ID 号码", "ID號碼")
_GRADE = ("Grade", "成绩", "分数", "分數", "成績", "Bewertung", "Note", "Calificación")
_MAXIMUM = (
    "Maximum grade",
    "最高成绩",
    "最高分",
    "最高分数",
    "最高成績",
    "最高分數",
    "Bestwertung",
    "Note maximale",
    "Calificación máxima",
)
_CHANGEABLE = (
    "Grade can be changed",
    "允许更改成绩",
    "成绩可以更改",
    "可以更改成绩",
    "分數可以被更改",
    "Bewertung kann geändert werden",
    "La note peut être modifiée",
    "La calificación puede ser cambiada",
)
_COMMENTS = (
    "Feedback comments",
    "反馈评论",
    "反馈意见",
    "评语",
    "反馈",
    "回饋評語",
    "回饋意見",
    "評語",
    "Feedback als Kommentar",
    "Commentaires de rétroaction",
    "Comentarios de retroalimentación",
)
_SCALE = ("Scale", "量表", "等级", "量尺", "Skala", "Barème")
_NO = {"no", "否", "不", "nein", "non"}
_PARTICIPANT = re.compile(r"\D*?\s*(\d+)\s*")


def fill(sheet: Sheet, results: list[Result], rules: Rules, column: str | None = None) -> Filled:
    """Put the results into a grading worksheet that the teacher downloaded.

    Raises:
        UsageError: it is no grading worksheet, or grades by a scale of words.
    """
    ids, at = sheet.find(*_IDENTIFIER), sheet.find(*((column,) if column else _GRADE))
    if ids is None or at is None:
        missing = "the column of identifiers" if ids is None else "the column of grades"
        raise UsageError(
            f"the worksheet is no grading worksheet of Moodle: {missing} is not among "
            f"{', '.join(sheet.rows[0])}. Take the file that “Download grading worksheet” gives, "
            "in English or Chinese, or name the grade's column with --column"
        )
    if sheet.find(*_SCALE) is not None:
        raise UsageError("this Moodle assignment grades by a scale of words, not by points")
    name, mail, sid = sheet.find(*_NAME), sheet.find(*_EMAIL), sheet.find(*_SID)
    comments, maximum = sheet.find(*_COMMENTS), sheet.find(*_MAXIMUM)
    changeable = sheet.find(*_CHANGEABLE)
    rows = []
    for row in range(1, len(sheet.rows)):
        told = _PARTICIPANT.fullmatch(sheet.cell(row, ids))
        if told is not None:
            who = Who(
                name=sheet.cell(row, name) or None,
                user_id=told[1],
                sid=sheet.cell(row, sid if sid != ids else None) or None,
                email=sheet.cell(row, mail) or None,
            )
            rows.append((row, who))
    matches = match(results, rows, "moodle")
    found = begin(matches)
    found.no_comments = comments is None
    for row, who in rows:
        result = matches.rows.get(row)
        if result is None:
            found.unanswered.append(who.name or sheet.cell(row, ids))
        elif sheet.cell(row, changeable).casefold() in _NO:
            found.locked.append(named(result))
        elif releasable([result], rules, found):
            most = sheet.cell(row, maximum)
            written = fill_grade(
                sheet,
                row,
                at,
                result,
                number(most),
                comma="," in most or "," in sheet.cell(row, at),
                rules=rules,
                found=found,
            )
            if written and comments is not None:
                _comment(sheet, row, comments, result, rules=rules, found=found)
    return found


def _comment(
    sheet: Sheet, row: int, column: int, result: Result, *, rules: Rules, found: Filled
) -> None:
    text, before = as_html(result), sheet.cell(row, column)
    if before in ("", text) or rules.overwrite:
        sheet.put(row, column, text)
    else:
        found.comments_kept.append(named(result))


def fresh(results: list[Result], rules: Rules) -> tuple[Sheet, Filled]:
    """A worksheet of our own, for the submissions that came from Moodle.

    Moodle refuses grades that were changed after the time in the worksheet, which ours lacks, so
    the teacher's own worksheet is the better one to fill.
    """
    found = Filled()
    rows = []
    for result in releasable(results, rules, found):
        if result.origin.layout != "moodle":
            found.unmatched.append(named(result))
            continue
        for who in result.people:
            row = [f"Participant {who.user_id}", who.name or "", who.email or ""]
            rows.append(
                [
                    *map(protect, row),
                    f"{result.score:.2f}",
                    f"{result.max_score:.2f}",
                    "Yes",
                    "-",
                    as_html(result),
                ]
            )
            found.written += 1
    header = [
        "Identifier",
        "Full name",
        "Email address",
        "Grade",
        "Maximum grade",
        "Grade can be changed",
        "Last modified (grade)",
        "Feedback comments",
    ]
    return new_sheet(header, rows), found
