"""What is put in the place of a part of the recorder shows, also when it is put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autograder.evidence.schema import Audited

if TYPE_CHECKING:
    from tests.probe.conftest import Runner

_REACH = """\
import sys, torch
session = sys.stdout.buffer._session
recorder = session.recorder
x = torch.ones(1, requires_grad=True)
"""


@pytest.mark.parametrize(
    ("change", "back", "name"),
    [
        ("session.flush = print", "", "session.flush"),
        ("session._put = print", "", "session._put"),
        ("recorder.extra = 1", "", "recorder.extra"),
        ("recorder._results = print", "del recorder._results", "recorder._results"),
        (
            "k = type(recorder.tensors)\nold = k.touch\nk.touch = 1",
            "k.touch = old",
            "Tensors.touch",
        ),
        (
            "g = type(recorder)._backward.__globals__\nold = g['LeafGrad']\ng['LeafGrad'] = 1",
            "g['LeafGrad'] = old",
            "autograder.probe.recorder.LeafGrad",
        ),
        (
            "g = type(recorder)._backward.__globals__\ng['len'] = print",
            "del g['len']",
            "autograder.probe.recorder.len",
        ),
    ],
)
def test_a_change_is_reported_with_its_name(
    script: Runner, change: str, back: str, name: str
) -> None:
    body = f"{change}\ntry:\n    x + 1\nexcept Exception:\n    pass\n{back}\n"
    ran = script(
        _REACH
        + "def attack():\n"
        + "".join(f"    {line}\n" for line in body.splitlines())
        + "attack()\n"
    )
    told = [frame.detail for frame in ran.all(Audited) if frame.event == "replaced"]
    assert name in told


@pytest.mark.parametrize(
    "source",
    [
        "import sys, gc\nclass E:\n    def __str__(self):\n        gc.get_objects()\n"
        "        return 'json'\n"
        "sys.audit('import', E())",
        "import sys, gc\nclass E:\n    def __repr__(self):\n        gc.get_objects()\n"
        "        raise ValueError\n"
        "sys.audit('os.fork', [E()])",
        "import traceback\nfor frame, _ in traceback.walk_stack(None):\n    pass",
        "import torch\nvars(torch.overrides)['_get_function_stack_at'](0)",
        "import os\ntry:\n    os.splice(0, 3, 1)\nexcept OSError:\n    pass",
    ],
)
def test_what_happens_beside_the_audit_hook_is_reported(script: Runner, source: str) -> None:
    assert script(source + "\nimport torch\ntorch.ones(1) + 1\n").audited


@pytest.mark.parametrize(
    "source",
    [
        "import torch\nfor _ in range(3):\n    (torch.ones(1, requires_grad=True) * 2).grad",
        "def down(n):\n    open('a.txt', 'a').close()\n    return down(n + 1)\n"
        "try:\n    down(0)\nexcept RecursionError:\n    pass",
        "import traceback\ntraceback.print_stack()\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
        "    traceback.print_exc()",
        "import gc\nclass D:\n    def __init__(self):\n        self.me = self\n"
        "    def __del__(self):\n        open('a.txt', 'w').close()\n"
        "for _ in range(100):\n    D()\ngc.collect()",
    ],
)
def test_ordinary_code_changes_nothing(script: Runner, source: str) -> None:
    assert script(source + "\n").audited == []
