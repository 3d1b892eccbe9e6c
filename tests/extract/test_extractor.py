"""What a submission's files are, by ending and by content, and what comes out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.extract import Document, extract
from autograder.ingest.submission import Problem, Submission, SubmittedFile

TORCH = (
    "import torch\nx = torch.tensor(1., requires_grad=True)\n(x ** 2).backward()\nprint(x.grad)\n"
)


def document(**files: str | bytes) -> Document:
    """The document of files given by name, with `__` for the dot."""
    return of({name.replace("__", "."): data for name, data in files.items()})


def of(files: Mapping[str, str | bytes]) -> Document:
    return extract(
        Submission(
            "a",
            "a",
            tuple(
                SubmittedFile(name, data if isinstance(data, bytes) else data.encode())
                for name, data in sorted(files.items())
            ),
        )
    )


def notebook(*cells: tuple[str, str]) -> str:
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {},
            "cells": [{"cell_type": kind, "source": source} for kind, source in cells],
        }
    )


def codes(found: Document) -> list[tuple[str, bool]]:
    return [(problem.code, problem.fatal) for problem in found.problems]


def test_a_script_is_one_program_with_its_file_lines() -> None:
    found = document(hw__py=TORCH)
    (program,) = found.programs
    assert (program.file, program.style) == ("hw.py", "script")
    assert program.cells[0].source == TORCH
    assert program.cells[0].where(3).line == 3
    assert found.files == (("hw.py", TORCH.encode()),)
    assert found.problems == ()


def test_a_notebook_keeps_the_numbers_of_its_cells() -> None:
    found = document(
        hw__ipynb=notebook(("markdown", "# 作业"), ("code", " "), ("code", TORCH), ("raw", "因为"))
    )
    (program,) = found.programs
    assert [cell.number for cell in program.cells] == [3]
    assert [(cell.number, cell.source) for cell in found.texts] == [(1, "# 作业"), (4, "因为")]


def test_text_beside_the_code_is_text_even_where_it_shows_code() -> None:
    found = of({"hw.py": TORCH, "答案.md": f"```python\n{TORCH}```\n因为……", "n.txt": "梯度是2"})
    assert [program.file for program in found.programs] == ["hw.py"]
    assert sorted(cell.file for cell in found.texts) == ["n.txt", "答案.md"]


def test_a_notebook_under_another_ending_is_read_as_one() -> None:
    for name in ("hw.py", "hw.ipynb.txt", "hw.json", "hw"):
        (program,) = of({name: notebook(("code", TORCH))}).programs
        assert program.style == "notebook"


def test_a_script_under_the_notebook_ending_is_read_as_one() -> None:
    (program,) = document(hw__ipynb=TORCH).programs
    assert program.style == "script"


def test_unknown_documents_are_named_and_fatal_only_when_alone() -> None:
    assert codes(document(a__rtf="rtf", hw__py=TORCH)) == [("unsupported_file", False)]
    assert codes(document(a__odt="PK")) == [("unsupported_file", True)]


def test_nothing_at_all_is_fatal() -> None:
    assert codes(of({})) == [("empty_submission", True)]
    assert codes(document(hw__py="\ufeff \r\n")) == [("empty_file", True)]


def test_a_problem_of_ingest_stays_the_reason() -> None:
    reason = Problem("encrypted", "hw.zip", fatal=True)
    assert extract(Submission("a", "a", (), (reason,))).problems == (reason,)


def test_broken_json_says_where_and_whether_it_was_cut_off() -> None:
    whole = notebook(("code", TORCH))
    (problem,) = document(hw__ipynb=whole[:60]).problems
    assert (problem.code, problem.fatal) == ("unreadable_notebook", True)
    assert problem.detail["truncated"] == 1
    assert problem.detail["line"] == 1
    (conflict,) = document(hw__ipynb=whole.replace('"metadata"', "<<<<<<< HEAD\n")).problems
    assert conflict.detail["truncated"] == 0


def test_a_helper_module_is_no_program_of_its_own_but_lies_in_the_work_folder() -> None:
    found = of(
        {
            "main.py": "from helper import cube\nfrom pkg import m\n" + TORCH,
            "helper.py": "import torch\nfrom pkg.m import one\ndef cube(x):\n    return x ** 3\n",
            "pkg/m.py": "one = 1\n",
            "pkg/__init__.py": "",
            "data.csv": "1,2",
        }
    )
    assert [program.file for program in found.programs] == ["main.py"]
    assert [name for name, _ in found.files] == [
        "data.csv",
        "helper.py",
        "main.py",
        "pkg/__init__.py",
        "pkg/m.py",
    ]


def test_modules_that_import_each_other_leave_one_program() -> None:
    found = of({"a.py": "import b\n", "b.py": "import a\n" + TORCH})
    assert [program.file for program in found.programs] == ["b.py"]


def test_the_likeliest_answer_comes_first() -> None:
    found = of(
        {
            "a_notes.py": "print('hello')\n",
            "b_torch.py": "import torch\nprint(torch.ones(2))\n",
            "c_answer.py": TORCH,
            "d_answer.ipynb": notebook(("code", TORCH + "y = 1")),
        }
    )
    order = [program.file for program in found.programs]
    assert order == ["d_answer.ipynb", "c_answer.py", "b_torch.py", "a_notes.py"]


EXPORT = f"""#!/usr/bin/env python
# coding: utf-8

# # 作业

# In[1]:


get_ipython().run_line_magic('matplotlib', 'inline')
{TORCH}

# In[ ]:


print(1)
"""


def test_an_exported_copy_of_a_notebook_is_dropped() -> None:
    book = notebook(
        ("markdown", "# 作业"), ("code", "%matplotlib inline\n" + TORCH), ("code", "print(1)")
    )
    found = of({"hw.ipynb": book, "hw.py": EXPORT, "hw (1).ipynb": book})
    assert [program.style for program in found.programs] == ["notebook"]


@pytest.mark.parametrize("extra", ["y = 2\n", "# 因为 y2 没有梯度\n"])
def test_a_copy_that_says_more_is_kept(extra: str) -> None:
    book = notebook(("markdown", "# 作业"), ("code", TORCH), ("code", "print(1)"))
    found = of({"hw.ipynb": book, "hw.py": EXPORT + extra})
    assert [program.style for program in found.programs] == ["notebook", "script"]


def test_a_script_with_shell_lines_keeps_its_source_and_says_so() -> None:
    for line in ("!pip install torch\n", "get_ipython().system('pip install torch')\n"):
        (program,) = document(hw__py=line + TORCH).programs
        assert program.cells[0].source == line + TORCH
        assert program.cells[0].tags == {"ipython"}
    (plain,) = document(hw__py="y = (3\n % 2)\n").programs
    assert plain.cells[0].tags == frozenset()


def test_markdown_cells_of_a_script_are_text_with_their_lines() -> None:
    source = (
        "# %%\nx = 1\n\n# %% [markdown]\n#\n# ## 分析\n# y2 不参与\n\n"
        '# %%\ny = 2\n#%% md\n"""\n结论\n"""\nz = 3\n'
    )
    found = document(hw__py=source)
    assert [(cell.first_line, cell.source) for cell in found.texts] == [
        (6, "## 分析\ny2 不参与"),
        (13, "结论"),
    ]
    (program,) = found.programs
    assert program.cells[0].source == source


def test_helper_modules_that_python_could_not_import_become_utf8() -> None:
    source = "# 作业辅助函数，计算立方\ndef cube(x):\n    return x ** 3\n"
    found = of({"main.py": "import helper\n", "helper.py": source.encode("gbk")})
    assert dict(found.files)["helper.py"].decode() == source
    declared = b"# coding: gbk\n" + "# 作业".encode("gbk")
    assert dict(of({"h.py": declared}).files)["h.py"] == declared


def test_code_of_inhuman_length_is_not_run() -> None:
    long = "x = 1\n" * 50_000
    assert codes(document(hw__py=long)) == [("code_too_long", True)]
    found = document(hw__ipynb=notebook(("code", TORCH), ("code", long)))
    assert [cell.number for cell in found.programs[0].cells] == [1]
    assert codes(found) == [("code_too_long", False)]


def test_a_heap_of_code_is_taken_up_to_a_bound() -> None:
    found = of({f"{i}.py": "x = 1\n" * 30_000 for i in range(5)})
    assert codes(found) == [("code_too_long", False)] * 2
    books = {f"{i}.ipynb": notebook(("code", f"y{i} = 1\n" * 25_000)) for i in range(5)}
    assert codes(of(books)) == [("code_too_long", False)] * 2


def test_a_very_long_text_is_cut_and_said_so() -> None:
    found = document(a__txt="因为" * 300_000)
    assert codes(found) == [("text_truncated", False)]
    assert len(found.texts[0].source) == 400_000


@given(
    st.binary(max_size=200), st.sampled_from(["a.py", "a.ipynb", "a.md", "a.txt", "a", "a.json"])
)
def test_nothing_raises_on_any_bytes(data: bytes, name: str) -> None:
    found = of({name: data})
    assert found.programs or found.texts or any(problem.fatal for problem in found.problems)
    for cell in (*found.texts, *(c for p in found.programs for c in p.cells)):
        cell.source.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "cells",
                    "nbformat",
                    "worksheets",
                    "source",
                    "input",
                    "cell_type",
                    "outputs",
                    "text",
                    "metadata",
                    "tags",
                    "output_type",
                    "data",
                    "text/plain",
                    "level",
                    "ename",
                ],
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(JSON, JSON, st.sampled_from([1, 2, 3, 4, 5, None, "4"]))
def test_nothing_raises_on_notebooks_of_any_shape(
    cells: object, sheets: object, major: object
) -> None:
    text = json.dumps({"nbformat": major, "cells": cells, "worksheets": sheets})
    found = of({"a.ipynb": text})
    assert found.programs or found.texts or any(problem.fatal for problem in found.problems)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + bytes(40), b"\x89PNG\r\n\x1a\n" + bytes(20), bytes(range(256)) * 8],
    ids=["zip", "png", "noise"],
)
def test_data_under_a_name_of_text_is_not_run(data: bytes) -> None:
    for name in ("hw.py", "hw.ipynb", "hw.txt"):
        (problem,) = of({name: data}).problems
        assert (problem.code, problem.fatal) == ("not_text", True)


def test_json_that_is_no_object_is_no_script() -> None:
    (problem,) = document(hw__ipynb="[1, 2]").problems
    assert (problem.code, problem.fatal) == ("unreadable_notebook", True)
