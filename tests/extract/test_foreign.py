"""Word, PDF and HTML are read in a process of their own, and hostile ones cost only themselves."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.shared import Inches
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.extract import Document, extract, extractor
from autograder.extract.document import UNREAD
from autograder.extract.foreign import Foreign, ForeignError, read_foreign, reader
from autograder.pipeline import Grader
from tests.extract import pdfs
from tests.extract.exports import CLASSIC, CODE_ENTRY, LAB, TEXT_ENTRY
from tests.support import submission

PROGRAM = (
    "import torch\nx = torch.tensor(1., requires_grad=True)\ny1 = x ** 2\n"
    "with torch.no_grad():\n    y2 = x ** 3\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)\n"
)
WHY = (
    "x**3 是在 no_grad 中计算的，不被追踪，y2 不在计算图中，",
    "它的梯度不会传回 x。只有 y1 有贡献，所以 x.grad 是 2。",
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


def word(*paragraphs: str, picture: bool = False) -> bytes:
    document = WordDocument()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "y1 的梯度", "2x"
    if picture:
        document.add_picture(io.BytesIO(PIXEL), width=Inches(1))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def texts(found: Document) -> str:
    return "\n".join(cell.source for cell in found.texts)


def codes(found: Document) -> list[str]:
    return [problem.code for problem in found.problems]


def read(**files: str | bytes) -> Document:
    named = {name.replace("__", "."): data for name, data in files.items()}
    return extract(submission(named))


def test_a_word_document_is_read_in_its_order() -> None:
    found = read(why__docx=word("实验报告", *WHY))
    text = texts(found)
    assert [text.index(part) for part in ("实验报告", *WHY, "y1 的梯度", "2x")] == sorted(
        text.index(part) for part in ("实验报告", *WHY, "y1 的梯度", "2x")
    )
    assert codes(found) == []


def test_equations_and_text_boxes_of_word_are_read_once() -> None:
    """A text box is there twice, for old readers; an equation has letters of its own kind."""
    body = word("before")
    source = zipfile.ZipFile(io.BytesIO(body))
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    added = (
        f'<w:p><m:oMath xmlns:m="{math}"><m:r><m:t>y3=x²+x³</m:t></m:r></m:oMath>'
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps"><w:t>boxed</w:t>'
        "</mc:Choice><mc:Fallback><w:t>boxed</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", added.encode() + b"<w:sectPr", 1)
            target.writestr(item, data)
    (cell,) = read_foreign(buffer.getvalue(), "docx").cells
    assert cell.source.count("y3=x²+x³") == cell.source.count("boxed") == 1


def test_a_pdf_is_read_in_any_script_and_its_broken_lines_are_joined() -> None:
    found = read(why__pdf=pdfs.text("原因分析", *WHY, "y1 = x ** 2"))
    assert "原因分析\n" + "".join(WHY) in texts(found)
    assert "y1 = x ** 2" in texts(found).split("\n")
    assert codes(found) == []


def test_a_scanned_pdf_has_no_text_and_is_no_students_fault() -> None:
    found = read(why__pdf=pdfs.scan(), hw__py=PROGRAM)
    assert codes(found) == ["document_without_text"]
    assert not any(problem.fatal for problem in found.problems)


def test_a_notebook_exported_by_the_lab_template_is_a_notebook() -> None:
    found = read(hw__html=LAB)
    (program,) = found.programs
    (cell,) = program.cells
    assert (program.style, cell.number) == ("notebook", 2)
    assert cell.source == (
        "import torch\nx = torch.tensor(1., requires_grad=True)\nif x < 2:\n    print(x)"
    )
    assert [(out.kind, out.text.strip()) for out in cell.outputs] == [
        ("stream", "tensor(1., requires_grad=True)"),
        ("result", "2"),
    ]
    (text,) = found.texts
    assert text.number == 1
    assert text.source.split() == [
        *("原因分析", "因为", "y2", "在", "no_grad", "中计算，不被追踪。"),
        *("-", "dx", "=", "2", "-", "$x^3$", "<", "5"),
    ]
    # A plot among the outputs is no explanation.
    assert codes(found) == []


def test_a_notebook_exported_by_the_classic_template_is_a_notebook() -> None:
    found = read(hw__html=CLASSIC)
    (cell,) = found.programs[0].cells
    assert cell.source == "y = 1\ny"
    assert [(out.kind, out.text.strip()) for out in cell.outputs] == [
        ("stream", "hello"),
        ("result", "1"),
    ]
    assert texts(found).strip() == "Only y1 counts"


def test_the_text_box_of_an_lms_is_words_or_the_program_that_was_pasted_there() -> None:
    found = read(text__html=TEXT_ENTRY)
    assert "The cube is not tracked,\nso its gradient is lost." in texts(found)
    assert not found.programs
    pasted = read(onlinetext__html=CODE_ENTRY)
    assert pasted.programs[0].style == "script"
    assert "(x ** 2).backward()" in pasted.programs[0].cells[0].source


def test_an_exported_copy_of_a_notebook_is_not_run_twice(tmp_path: Path) -> None:
    script = "import torch\nx = torch.tensor(1., requires_grad=True)\nif x < 2:\n    print(x)\n"
    assert len(read(hw__html=LAB, hw__py=script).programs) == 1


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"PK\x03\x04 broken", "document_damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document_old_word"),
        ("a.pdf", b"%PDF-1.7 and nothing", "document_damaged"),
        ("a.pdf", pdfs.circle(), None),
        ("a.pdf", pdfs.bomb(), None),
    ],
)
def test_what_is_broken_or_hostile_is_a_problem_of_that_file_alone(
    name: str, data: bytes, code: str | None
) -> None:
    found = extract(submission({name: data, "hw.py": PROGRAM}))
    assert len(found.programs) == 1
    (problem,) = found.problems
    assert problem.file == name
    assert not problem.fatal
    assert code in (None, problem.code)


def test_a_word_file_that_unpacks_to_gigabytes_is_refused() -> None:
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(word("x")))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for item in source.infolist():
            if item.filename != "word/document.xml":
                target.writestr(item, source.read(item))
        with target.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(640):
                part.write(b" " * (1 << 20))
    with pytest.raises(ForeignError):
        read_foreign(buffer.getvalue(), "docx")


def test_entities_of_a_word_file_are_not_expanded() -> None:
    """Neither a billion laughs nor a file of the grader's machine."""
    source = zipfile.ZipFile(io.BytesIO(word("x")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(
                    b"<w:document", b'<!DOCTYPE d [<!ENTITY e SYSTEM "/etc/passwd">]><w:document', 1
                ).replace(b"<w:t>x<", b"<w:t>x&e;<", 1)
            target.writestr(item, data)
    try:
        found = read_foreign(buffer.getvalue(), "docx")
    except ForeignError:
        return
    assert "root:" not in "".join(cell.source for cell in found.cells)


def test_documents_that_take_too_long_are_given_up_all_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Six of them cost no more time than one."""
    monkeypatch.setattr(extractor, "FOREIGN_SECONDS", 2.0)
    slow = pdfs.treadmill()
    found = extract(submission({"a.pdf": slow, "b.pdf": slow, "c.pdf": slow, "hw.py": PROGRAM}))
    assert codes(found) == ["document_too_complex"] * 3
    assert len(found.programs) == 1


def test_of_many_documents_only_some_are_read() -> None:
    files: dict[str, str | bytes] = {f"{at}.html": "<p>why</p>" for at in range(8)}
    found = extract(submission(files))
    assert len(found.texts) == 6
    assert codes(found) == ["too_many_documents"] * 2


@settings(max_examples=8)
@given(st.binary(max_size=200), st.sampled_from(["docx", "pdf"]))
def test_no_bytes_get_anything_but_a_refusal_or_text(data: bytes, kind: reader.Kind) -> None:
    with suppress(ForeignError):
        assert isinstance(read_foreign(data, kind), Foreign)


def test_a_report_beside_the_code_earns_the_points_of_the_explanation(grader: Grader) -> None:
    for name, data in (("报告.docx", word(*WHY)), ("报告.pdf", pdfs.text(*WHY))):
        report = grader.grade(submission({"hw.py": PROGRAM, name: data}))
        assert (report.status, report.score) == ("graded", 10), name


def test_pictures_send_a_submission_to_a_person_where_words_are_missing(grader: Grader) -> None:
    for name, data in (
        ("说明.png", PIXEL),
        ("说明.pdf", pdfs.scan()),
        ("说明.docx", word("见图", picture=True)),
    ):
        report = grader.grade(submission({"hw.py": PROGRAM, name: data}))
        assert report.status == "needs_review", name
        assert 0 < report.score < 10
        (told,) = (
            item
            for item in report.messages
            if item.code in UNREAD and item.where is not None and item.where.file == name
        )
        assert told.severity == "warning"


def test_a_plot_beside_a_full_explanation_troubles_nobody(grader: Grader) -> None:
    files: dict[str, str | bytes] = {"hw.py": PROGRAM, "why.md": "".join(WHY), "plot.png": PIXEL}
    report = grader.grade(submission(files))
    assert (report.status, report.score) == ("graded", 10)
    assert not any(item.code == "unreadable_picture" for item in report.messages)


def test_a_photo_alone_goes_to_a_person_and_is_told_first(grader: Grader) -> None:
    report = grader.grade(submission({"作业.jpg": b"\xff\xd8\xff" + PIXEL}))
    assert (report.status, report.score) == ("needs_review", 0)
    assert report.messages[0].code == "unreadable_picture"


def test_a_screenshot_in_a_notebook_counts_where_no_idea_was_found(grader: Grader) -> None:
    def book(text: str) -> str:
        cells = [
            {"cell_type": "code", "source": PROGRAM, "outputs": [], "metadata": {}},
            {"cell_type": "markdown", "source": text, "metadata": {}},
        ]
        return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})

    picture = "![fig](attachment:image.png)\n\n"
    report = grader.grade(submission({"hw.ipynb": book(picture)}))
    assert report.status == "needs_review"
    report = grader.grade(submission({"hw.ipynb": book(picture + "".join(WHY))}))
    assert (report.status, report.score) == ("graded", 10)


def test_what_reads_a_document_can_open_nothing_else() -> None:
    """A parser that is taken over finds no file and no network."""
    child = Path(reader.__file__).with_name("child.py")
    script = (
        "import runpy, socket, sys\n"
        f"close = runpy.run_path({str(child)!r})['close_doors']\n"
        "open('/dev/null').close()\n"
        "close()\n"
        "for opening in (lambda: open('/etc/passwd'), socket.socket):\n"
        "    try: opening()\n"
        "    except OSError: print('refused')\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["refused", "refused"]
