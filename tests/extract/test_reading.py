"""Encodings, invisible faults in Python, and notebooks in any condition."""

from __future__ import annotations

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.extract.decode import decode
from autograder.extract.document import SavedOutput
from autograder.extract.notebook import NotebookError, read_notebook
from autograder.extract.python import mask, mend, parse, parse_cell

CHINESE = "# 计算 x**3 时中断梯度的追踪，所以 x.grad 是 2\nx = 1\n"
TRADITIONAL = "# 計算 x**3 時中斷梯度的追蹤，所以 x.grad 是 2\nx = 1\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_chinese_text_is_read_in_what_students_save(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)).text == CHINESE


def test_traditional_text_in_big5_is_read() -> None:
    assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_western_text_is_read() -> None:
    text = "# Le résumé: la dérivée est coupée à cet endroit précis, voilà\nx = 1\n"
    assert decode(text.encode("cp1252")).text == text


def test_a_coding_cookie_counts_where_utf8_does_not_fit() -> None:
    text = "# -*- coding: euc-jp -*-\n# 勾配は二\n"
    assert decode(text.encode("euc-jp")).text == text
    lying = "# coding: gbk\n# 梯度\n"
    assert decode(lying.encode("utf-8")).text == lying
    unknown = "# coding: klingon\n# 这里是梯度的说明\n"
    assert decode(unknown.encode("gbk")).text == unknown


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    damaged = decode(CHINESE.encode()[:40] + b"\xff" + CHINESE.encode()[40:])
    assert damaged.damaged
    assert "x.grad" in damaged.text


def test_line_ends_and_dos_endings_become_plain() -> None:
    assert decode(b"a\r\nb\rc\n\x1a").text == "a\nb\nc\n"
    assert decode(b"a = 1\n\x00\x00").text == "a = 1\n"


@given(st.text())
def test_utf8_round_trips_but_for_line_ends(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x00\x1a").replace("\x00", "")
    assert decode(text.encode()).text in (plain, plain.removeprefix("\ufeff"), decode_bom(plain))


def decode_bom(text: str) -> str:
    return text.removeprefix("\ufeff").removeprefix("\ufeff")


@given(st.binary(max_size=100))
def test_any_bytes_are_decoded_to_text_that_can_be_encoded(data: bytes) -> None:
    decode(data).text.encode()


@pytest.mark.parametrize(
    "broken",
    [
        "if True:\n    a = 1\n\tb = 2\n",
        "def f():\n\treturn (1 +\n        2)\nclass A:\n    x = 1\n\ty = 2\n",
        "if True:\n\u00a0\u00a0\u00a0\u00a0a = 1\n    b = 2\n",
        "if True:\n\u3000\u3000a = 1\n    b = 2\n",
        "x\u00a0=\u00a01\n",
        "\u200bx = 1\n",
    ],
)
def test_faults_that_nobody_sees_are_mended(broken: str) -> None:
    assert parse(broken) is None
    mended, changed = mend(broken)
    assert changed
    assert parse(mended) is not None
    assert mended.count("\n") == broken.count("\n")


@pytest.mark.parametrize(
    "source", ["print 1\n", "y = （x）\n", "if True:\nx = 1\n", "x = 1\t# tab\n"]
)
def test_what_python_would_refuse_or_take_stays_as_it_is(source: str) -> None:
    assert mend(source) == (source, False)


def test_ipython_syntax_is_hidden_without_moving_lines() -> None:
    source = (
        "%%time\n!pip install \\\n  torch\n%matplotlib inline\nfiles = !ls\n"
        "%time y = x ** 2\nx?\nz = 1"
    )
    masked = mask(source)
    tree = parse_cell(source)
    assert tree is not None
    assert masked.count("\n") == source.count("\n")
    assert [(node.lineno, type(node).__name__) for node in tree.body][-3:] == [
        (6, "Assign"),
        (7, "Pass"),
        (8, "Assign"),
    ]
    assert parse_cell("%%bash\nrm -rf 'x\n") is not None


def test_source_may_be_lines_with_or_without_ends() -> None:
    for source in ("a = 1\nb = 2", ["a = 1\n", "b = 2"], ["a = 1", "b = 2"], "a = 1\r\nb = 2"):
        (cell,) = read_notebook(
            json.dumps({"cells": [{"cell_type": "code", "source": source}]}), "a.ipynb"
        )
        assert cell.source == "a = 1\nb = 2"


def test_saved_outputs_are_text_without_colours_and_stderr() -> None:
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["tensor(", "2.)\n", 7]},
        {"output_type": "stream", "name": "stderr", "text": "a warning"},
        {"output_type": "execute_result", "data": {"text/plain": "tensor(2.)"}, "metadata": {}},
        {"output_type": "display_data", "data": {"image/png": "aaaa"}},
        {"output_type": "error", "ename": "RuntimeError", "evalue": "\x1b[31mno\x1b[0m"},
    ]
    book = {"cells": [{"cell_type": "code", "source": "1", "outputs": outputs}]}
    (cell,) = read_notebook(json.dumps(book), "a.ipynb")
    assert cell.outputs == (
        SavedOutput("stream", "tensor(2.)\n"),
        SavedOutput("result", "tensor(2.)"),
        SavedOutput("error", "RuntimeError: no"),
    )


def test_a_markdown_magic_makes_text_on_the_same_lines() -> None:
    book = {"cells": [{"cell_type": "code", "source": "%%markdown\n因为 y2\n不被追踪"}]}
    (cell,) = read_notebook(json.dumps(book), "a.ipynb")
    assert cell.kind == "text"
    assert cell.source == "\n因为 y2\n不被追踪"


def test_old_notebooks_are_upgraded_by_nbformat() -> None:
    output = {"output_type": "stream", "stream": "stdout", "text": ["2\n"], "metadata": {}}
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["作业"], "metadata": {}},
        {
            "cell_type": "code",
            "input": ["print(x.grad)"],
            "outputs": [output],
            "language": "python",
            "collapsed": False,
            "metadata": {},
        },
        {"cell_type": "markdown", "source": "因为", "metadata": {}},
    ]
    sheets = [{"cells": cells, "metadata": {}}]
    text = json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": sheets})
    found = read_notebook(text, "a.ipynb")
    assert [(cell.kind, cell.number) for cell in found] == [("text", 1), ("code", 2), ("text", 3)]
    assert "作业" in found[0].source
    assert found[1].outputs == (SavedOutput("stream", "2\n"),)


def test_an_old_notebook_that_nbformat_refuses_is_still_read() -> None:
    book = {
        "nbformat": 3,
        "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}, 7]}],
    }
    with pytest.raises(Exception):  # noqa: B017, PT011
        nbformat.convert(nbformat.from_dict(book), 4)  # type: ignore[no-untyped-call]
    (cell,) = read_notebook(json.dumps(book), "a.ipynb")
    assert cell.source == "x = 1\ny = 2"


def test_what_is_no_notebook_is_refused_with_a_reason() -> None:
    for text in ("[]", '{"a": 1}', "{", "[" * 100_000, '{"cells": ' + "9" * 10_000):
        with pytest.raises(NotebookError) as caught:
            read_notebook(text, "a.ipynb")
        assert caught.value.problem.code == "unreadable_notebook"
        assert caught.value.problem.detail["reason"]
