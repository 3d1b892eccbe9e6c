"""Words for what could not be read: (what and where, what to do) for every problem code."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.ingest.submission import Problem
from autograder.spec.model import Words

_ZH: Mapping[str, tuple[str, str]] = {
    "empty_submission": ("提交里没有任何文件。", "请检查是否交错了文件，再提交一次。"),
    "empty_file": ("{file} 是空文件。", "请检查保存是否成功，再提交一次。"),
    "unsupported_file": (
        "{file} 不是能读取的文件类型（{kind}）。",
        "请提交 .ipynb、.py、.md、.txt、.docx 或 .pdf，或这些文件的 zip。",
    ),
    "unsupported_archive": (
        "{file} 是 {kind} 压缩包，这里只能打开 zip。",
        "请重新压缩成 zip 再提交。",
    ),
    "unsupported_compression": ("{file} 的压缩方式无法打开。", "请用普通的 zip 方式重新压缩。"),
    "not_a_zip": ("{file} 不是有效的 zip 文件。", "请重新压缩或直接提交原文件。"),
    "broken_archive": ("压缩包里的 {file} 已损坏，读不出来。", "请重新压缩后再提交。"),
    "encrypted": ("{file} 有密码，打不开。", "请去掉密码再提交。"),
    "too_large": ("{file} 太大，没有读取。", "请只提交作业本身，不要附带数据集或环境文件夹。"),
    "too_many_files": ("文件太多，只读取了前一部分。", "请只提交作业本身。"),
    "nested_too_deep": ("{file} 嵌套太深，没有打开。", "请把作业文件直接放在压缩包里。"),
    "unsafe_path": ("压缩包里的路径 {file} 不安全，已跳过。", "请重新压缩作业文件夹。"),
    "special_file": ("{file} 不是普通文件，已跳过。", "请只提交普通文件。"),
    "link": ("{file} 是一个链接，没有跟随。", "请提交文件本身。"),
    "unreadable_file": ("{file} 读不出来。", "请检查文件权限后重新提交。"),
    "unreadable_folder": ("文件夹 {file} 读不出来。", "请检查文件夹权限后重新提交。"),
    "duplicate_path": ("{file} 在提交里出现了两次，只用了第一份。", "请只保留一份。"),
    "undecodable_bytes": (
        "{file} 里有些字符读不出来，已用替代符号表示。",
        "请把文件另存为 UTF-8。",
    ),
    "not_text": (
        "{file} 里不是文字，而是别的格式的数据，读不出来。",
        "改文件名不会改变格式：请在 Jupyter 或编辑器里另存为 .ipynb 或 .py 再提交。",
    ),
    "unreadable_notebook": (
        "{file} 不是完整的 notebook，读不出来。",
        "请在 Jupyter 里重新打开、保存，确认没有问题后再提交。",
    ),
    "mended_notebook": ("{file} 的格式有小问题，已自动修复。", "不需要做什么。"),
    "code_too_long": ("{file} 里的代码太长，没有运行。", "请只提交作业本身的代码。"),
    "text_truncated": ("{file} 里的文字太长，只读了前一部分。", "请只保留本题的说明。"),
    "unreadable_picture": (
        "{file} 是图片，程序读不出里面的文字，老师会看。",
        "请把说明写成文字，放在 notebook、.md 或 .docx 里。",
    ),
    "picture_in_document": (
        "{file} 里有图片，程序只读了文字部分，图片里的内容老师会看。",
        "请把说明写成文字，不要贴截图。",
    ),
    "document_without_text": (
        "{file} 里没有可以读取的文字（像是扫描件或照片），老师会看。",
        "请提交文字版，不要提交扫描件或照片。",
    ),
    "picture_in_notebook": (
        "{file} 的文字单元格里贴了图片，程序读不出里面的文字，老师会看。",
        "请把说明写成文字，不要贴截图。",
    ),
    "document_damaged": ("{file} 已损坏，读不出来，老师会看。", "请重新保存或导出后再提交。"),
    "document_encrypted": ("{file} 有密码，打不开，老师会看。", "请去掉密码再提交。"),
    "document_too_complex": (
        "{file} 太复杂，没能在时限内读完，老师会看。",
        "请只保留本题的说明，最好写在 .md 文件里。",
    ),
    "document_old_word": (
        "{file} 是旧版 Word 格式，读不出来，老师会看。",
        "请另存为 .docx 再提交。",
    ),
    "too_many_documents": (
        "文档太多，只读了前 {limit} 个，{file} 没有读，老师会看。",
        "请只提交本题的说明。",
    ),
    "internal_error": ("评分程序自身出了问题（{detail}）。", "请把这份报告转给老师。"),
}

_EN: Mapping[str, tuple[str, str]] = {
    "empty_submission": (
        "The submission holds no file.",
        "Check that you handed in the right thing and submit again.",
    ),
    "empty_file": ("{file} is empty.", "Check that it was saved and submit again."),
    "unsupported_file": (
        "{file} is of a kind that cannot be read ({kind}).",
        "Hand in .ipynb, .py, .md, .txt, .docx or .pdf files, or a zip of these.",
    ),
    "unsupported_archive": (
        "{file} is a {kind} archive; only zip files can be opened.",
        "Pack it as a zip and submit again.",
    ),
    "unsupported_compression": (
        "{file} is compressed in a way that cannot be opened.",
        "Pack it again as an ordinary zip.",
    ),
    "not_a_zip": (
        "{file} is not a valid zip file.",
        "Pack it again, or hand in the files as such.",
    ),
    "broken_archive": (
        "{file} in the archive is damaged and cannot be read.",
        "Pack the archive again and submit it.",
    ),
    "encrypted": ("{file} has a password and cannot be opened.", "Remove the password and submit."),
    "too_large": (
        "{file} is too large and was not read.",
        "Hand in the homework alone, without data sets or environments.",
    ),
    "too_many_files": (
        "There are too many files; only the first ones were read.",
        "Hand in the homework alone.",
    ),
    "nested_too_deep": (
        "{file} lies too deep and was not opened.",
        "Put the homework's files directly into the archive.",
    ),
    "unsafe_path": (
        "The path {file} in the archive is unsafe and was left out.",
        "Pack the homework folder again.",
    ),
    "special_file": ("{file} is no ordinary file and was left out.", "Hand in ordinary files."),
    "link": ("{file} is a link and was not followed.", "Hand in the file itself."),
    "unreadable_file": ("{file} cannot be read.", "Check its permissions and submit again."),
    "unreadable_folder": (
        "The folder {file} cannot be read.",
        "Check its permissions and submit again.",
    ),
    "duplicate_path": ("{file} is there twice; the first one was used.", "Keep only one of them."),
    "undecodable_bytes": (
        "Some characters of {file} cannot be read and were replaced.",
        "Save the file as UTF-8.",
    ),
    "not_text": (
        "{file} holds data of another format, not text, and cannot be read.",
        "A new name does not change the format: save it as .ipynb or .py from Jupyter or your "
        "editor and submit again.",
    ),
    "unreadable_notebook": (
        "{file} is not a whole notebook and cannot be read.",
        "Open it in Jupyter, save it again and check it before you submit.",
    ),
    "mended_notebook": ("{file} had a small fault of format, which was mended.", "Nothing to do."),
    "code_too_long": (
        "The code in {file} is too long and was not run.",
        "Hand in the homework alone.",
    ),
    "text_truncated": (
        "The text in {file} is too long; only its beginning was read.",
        "Keep only what belongs to this exercise.",
    ),
    "unreadable_picture": (
        "{file} is a picture; words in it cannot be read here, and your teacher will look at it.",
        "Write the explanation as text, in the notebook or in a .md or .docx file.",
    ),
    "picture_in_document": (
        "{file} has pictures; only its text was read here, and your teacher will look at them.",
        "Write the explanation as text rather than as screenshots.",
    ),
    "document_without_text": (
        "{file} has no text that can be read (a scan or a photo?); your teacher will look at it.",
        "Hand in text rather than a scan or a photo.",
    ),
    "picture_in_notebook": (
        "A text cell of {file} has a picture; words in it cannot be read here, and your teacher "
        "will look at it.",
        "Write the explanation as text rather than as screenshots.",
    ),
    "document_damaged": (
        "{file} is damaged and cannot be read; your teacher will look at it.",
        "Save or export it again and submit it.",
    ),
    "document_encrypted": (
        "{file} has a password and cannot be opened; your teacher will look at it.",
        "Remove the password and submit it again.",
    ),
    "document_too_complex": (
        "{file} is too complex to be read in time; your teacher will look at it.",
        "Keep only what belongs to this exercise, best of all in a .md file.",
    ),
    "document_old_word": (
        "{file} is in the format of old versions of Word; your teacher will look at it.",
        "Save it as .docx and submit it again.",
    ),
    "too_many_documents": (
        "There are too many documents: only the first {limit} were read, and {file} was not; your "
        "teacher will look at it.",
        "Hand in the explanation of this exercise alone.",
    ),
    "internal_error": (
        "The grader itself failed ({detail}).",
        "Pass this report on to your teacher.",
    ),
}


def texts() -> dict[str, tuple[Words, Words]]:
    """What happened and what to do for every code, fields unfilled."""
    return {
        code: (Words(zh=_ZH[code][0], en=_EN[code][0]), Words(zh=_ZH[code][1], en=_EN[code][1]))
        for code in _EN
    }


def sentence(problem: Problem, language: str) -> tuple[str, str]:
    """What happened and what to do, in "zh" or "en"; a code without words of its own is named."""
    table = _ZH if language == "zh" else _EN
    fallback = (
        ("{file}：{code}。", "请检查这个文件。")
        if language == "zh"
        else (
            "{file}: {code}.",
            "Check this file.",
        )
    )
    what, remedy = table.get(problem.code, fallback)
    fields = {"kind": "?", **problem.detail, "code": problem.code, "file": problem.file or "–"}
    shown = {name: str(value)[:200] for name, value in fields.items()}
    return what.format_map(shown), remedy.format_map(shown)
