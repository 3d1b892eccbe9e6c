"""What a program prints arrives line by line, whatever way it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autograder.evidence.schema import Output
from autograder.probe.main import EXIT_OUTPUT

if TYPE_CHECKING:
    from tests.probe.conftest import Runner


def test_a_line_has_the_students_line(script: Runner) -> None:
    ran = script("def f():\n    print('in f')\nf()\nprint('a',\n      'b', sep='\\n')\n")
    assert [(o.text, o.line) for o in ran.all(Output)] == [("in f\n", 2), ("a\n", 4), ("b\n", 4)]


def test_writes_are_joined_into_lines(script: Runner) -> None:
    ran = script("for i in range(3):\n    print(i, end=' ')\nprint('end')\n")
    assert [o.text for o in ran.all(Output)] == ["0 1 2 ", "end\n"]


@pytest.mark.parametrize(
    ("source", "stream"),
    [
        ("import sys; sys.stdout.write('x\\n')", "stdout"),
        ("import sys; sys.stdout.buffer.write(b'x\\n')", "stdout"),
        ("import sys; print('x', file=sys.stderr)", "stderr"),
        ("import sys; sys.stdout.writelines(['x', '\\n'])", "stdout"),
        ("import sys; sys.stdout.reconfigure(encoding='utf-8'); print('x', flush=True)", "stdout"),
        ("import sys; sys.__stdout__.write('x\\n')", "stdout"),
        (
            "import logging as l; l.basicConfig(format='%(message)s', force=True); l.error('x')",
            "stderr",
        ),
        ("import sys; sys.stdout = sys.stderr; print('x')", "stderr"),
    ],
)
def test_every_way_to_print_works(script: Runner, source: str, stream: str) -> None:
    ran = script(source + "\n")
    assert [(o.stream, o.text) for o in ran.all(Output)] == [(stream, "x\n")]
    assert not ran.errors


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stream_wrapped_again_still_prints(script: Runner, encoding: str) -> None:
    wrap = f"sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='{encoding}')\n"
    ran = script(
        "import io, sys, gc\n" + wrap + wrap + "gc.collect()\nprint('梯度是二', flush=True)\n"
    )
    assert ran.text() == "梯度是二\n"


def test_redirected_output_is_not_ours(script: Runner) -> None:
    ran = script(
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as kept:\n"
        "    print('kept')\nprint(len(kept.getvalue()))\n"
    )
    assert ran.text() == "5\n"


def test_streams_have_a_descriptor(script: Runner) -> None:
    ran = script("import sys, faulthandler\nprint(sys.stdout.fileno(), sys.stdout.isatty())\n")
    assert ran.text() == "1 False\n"


def test_a_progress_bar_leaves_its_last_state(script: Runner) -> None:
    ran = script(
        "import sys\nfor i in range(100):\n    sys.stderr.write(f'\\r{i}%')\n"
        "sys.stderr.write('\\n')\n"
        "for i in range(5):\n    print(i, end='\\r')\nprint('windows\\r')\n"
    )
    assert ran.text("stderr").split() == ["99%"]
    assert ran.text().split() == ["4", "windows"]


def test_a_long_line_is_cut_with_a_mark(script: Runner) -> None:
    ran = script("print('x' * 10_000)\nprint('y')\n")
    long, short = ran.all(Output)
    assert long.text == "x" * 8192 + "… [1808 more characters]\n"
    assert short.text == "y\n"


def test_text_that_cannot_be_encoded_is_escaped(script: Runner) -> None:
    ran = script("print('\\ud800')\nraise ValueError('\\ud800')\n")
    assert ran.text() == "\\ud800\n"
    assert ran.errors[0].message == "\\ud800"


@pytest.mark.parametrize(
    "loop",
    [
        "while True:\n    print(1)",
        "while True:\n    try:\n        print('x' * 50)\n    except:\n        pass",
        "while True:\n    print('x', end='')",
        "print('x' * 10**6)",
        "import sys\nwhile True:\n    sys.stderr.write('e\\n')",
        "import threading\ndef f():\n    while True: print(1)\nthreading.Thread(target=f).start()\n"
        "threading.Event().wait()",
    ],
)
def test_too_much_output_ends_the_process(script: Runner, loop: str) -> None:
    ran = script(f"print('first')\n{loop}\n", max_output=20_000)
    assert ran.status == EXIT_OUTPUT
    assert not ran.finished
    outputs = ran.all(Output)
    assert outputs[0].text == "first\n"
    assert "output limit reached" in outputs[-1].text
    assert sum(len(o.text) for o in outputs) < 21_000


def test_overwritten_progress_takes_no_room(script: Runner) -> None:
    ran = script("for i in range(9_999):\n    print('\\r' + 'x' * 50, end='')\n", max_output=1_000)
    assert ran.finished


def test_output_comes_before_the_error_that_follows_it(script: Runner) -> None:
    ran = script("print('a', end=''); 1 / 0\n")
    kinds = [type(frame).__name__ for frame in ran.frames]
    assert kinds.index("Output") < kinds.index("Raised")


def test_values_shown_by_a_cell_count_as_output(notebook: Runner) -> None:
    ran = notebook("'x' * 5_000", max_output=2_000)
    assert ran.status == EXIT_OUTPUT
