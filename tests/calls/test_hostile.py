"""Functions that misbehave when they are called: each ends with a clear outcome and no full marks,
and the calls after it are not disturbed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support import Grade

FUNCTIONS = "tests/assignments/function_calls"

PROGRAM = """\
import os, sys, time
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
y.backward()


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return 3 * x ** 2 * grad


def summary(x):
    return {"mean": x.mean().item(), "positive": [bool(v > 0) for v in x]}


"""

ATTACKS = {
    "never_returns": ("function_too_slow", "while True:\n    pass"),
    "sleeps": ("function_too_slow", "time.sleep(1000)"),
    "never_returns_and_catches_all": (
        "function_too_slow",
        """\
while True:
    try:
        while True:
            pass
    except BaseException:
        pass""",
    ),
    "ignores_signals": (
        "function_too_slow",
        """\
import signal
for number in (signal.SIGTERM, signal.SIGXCPU, signal.SIGALRM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
while True:
    pass""",
    ),
    "eats_memory": (
        "function_stopped",
        "kept = []\nwhile True:\n    kept.append(torch.empty(1 << 26))",
    ),
    "prints_for_ever": ("function_stopped", "while True:\n    print('x' * 1000)"),
    "prints_for_ever_to_another_stream": (
        "function_too_slow",
        "while True:\n    os.write(1, b'x' * 1000)",
    ),
    "exits": ("function_stopped", "os._exit(0)"),
    "aborts": ("function_stopped", "os.abort()"),
    "kills_itself": ("function_stopped", "os.kill(os.getpid(), 9)"),
    "raises_system_exit": ("function_raises", "sys.exit(0)"),
    "raises_keyboard_interrupt": ("function_raises", "raise KeyboardInterrupt"),
    "raises_what_cannot_be_shown": (
        "function_raises",
        """\
class Mute(Exception):
    def __str__(self):
        raise ValueError
    __repr__ = __str__
raise Mute""",
    ),
    "leaves_daemons": (
        "function_stopped",
        """\
for _ in range(3):
    if os.fork() == 0:
        while True:
            time.sleep(1)
os._exit(0)""",
    ),
    "leaves_daemons_of_other_groups": (
        "function_stopped",
        """\
for _ in range(3):
    if os.fork() == 0:
        os.setpgid(0, 0)
        time.sleep(1000)
os._exit(0)""",
    ),
    "returns_twice": (
        "function_wrong_value",
        "os.fork()\nreturn w * x",
    ),
    "holds_itself": (
        "function_wrong_structure",
        "found = [w * x + x ** 2]\nfound.append(found)\nreturn found",
    ),
    "lies_about_equality": (
        "function_wrong_value",
        """\
class Liar(torch.Tensor):
    def tolist(self):
        raise ValueError
    def __eq__(self, other):
        return True
    __hash__ = None
    def detach(self):
        raise ValueError
return (w * x).as_subclass(Liar)""",
    ),
    "lies_by_dispatch": (
        "function_breaks_graph",
        """\
class Wrapper(torch.Tensor):
    @staticmethod
    def __new__(cls, inner):
        return torch.Tensor._make_wrapper_subclass(cls, inner.shape, dtype=inner.dtype)
    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        return torch.zeros(3)
return Wrapper(w * x)""",
    ),
    "replaces_torch": (
        "function_wrong_value",
        """\
for name in ("tolist", "detach", "__eq__"):
    setattr(torch.Tensor, name, lambda self, *_: [0.0])
return w * x""",
    ),
    "replaces_what_we_read_with": (
        "function_wrong_value",
        """\
import gc
for item in gc.get_objects():
    if isinstance(item, dict) and item.get("__name__", "") == "autograder.probe.observing":
        item["_tolist"] = lambda tensor: [0.0, 0.0, 0.0]
return w * x""",
    ),
    "is_a_huge_tensor": (
        "function_stopped",
        "return (w * x).sum().expand(10 ** 10)",
    ),
    "is_a_large_tensor": (
        "function_wrong_shape",
        "return (w * x).sum().expand(10 ** 6)",
    ),
    "writes_to_all_pipes": (
        "function_stopped",
        """\
for descriptor in range(3, 64):
    try:
        os.write(descriptor, b"\\x00\\x00\\x00\\x04junk" * 100)
    except OSError:
        pass
time.sleep(1000)""",
    ),
    "closes_all_pipes": (
        "function_too_slow",
        "os.closerange(0, 64)\ntime.sleep(1000)",
    ),
}


def program(body: str) -> str:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return f"{PROGRAM}def weighted(x, w):\n{lines}"


@pytest.mark.parametrize("name", ATTACKS)
def test_a_function_that_misbehaves_spoils_its_own_check_alone(
    name: str, grade_with: Callable[[str], Grade]
) -> None:
    code, body = ATTACKS[name]
    report = grade_with(FUNCTIONS)(program(body))
    got = {check.id: (check.status, check.score) for q in report.questions for check in q.checks}
    assert report.run.verdict == "ok"
    status, score = got.pop("weighted")
    assert status == "failed"
    assert score <= 1.0
    assert got == {
        "x_grad": ("passed", 1.0),
        "cube": ("passed", 4.0),
        "summary": ("passed", 2.0),
    }
    assert [m.code for m in report.messages if m.severity == "error"] == [code]


def test_settings_that_a_program_leaves_do_not_count(
    grade_with: Callable[[str], Grade],
) -> None:
    source = program("return w * x + x ** 2") + (
        "torch.set_default_dtype(torch.float64)\n"
        "torch.set_grad_enabled(False)\n"
        "torch.autograd.set_detect_anomaly(True)\n"
        "sys.stdout = sys.stderr = None\n"
    )
    report = grade_with(FUNCTIONS)(source)
    assert [check.status for check in report.questions[1].checks] == ["passed"] * 3


def test_who_replaces_torch_before_the_calls_goes_to_a_person(
    grade_with: Callable[[str], Grade],
) -> None:
    source = program("return w * x") + "torch.Tensor.tolist = lambda self: [0.0]\n"
    report = grade_with(FUNCTIONS)(source)
    assert report.status == "needs_review"
    assert report.score == 0


def test_hidden_inputs_leave_in_no_message(grade_with: Callable[[str], Grade]) -> None:
    shown = program("raise ValueError(f'{x.tolist()} {float(w[0])} {2 * 3 * 7}secret')")
    converted = program("return w * x + int(str(float(x[0])))")
    for source in (shown, converted):
        report = grade_with(FUNCTIONS)(source)
        text = repr(report.questions[1]) + repr(report.messages)
        assert "ValueError" in text
        assert "42secret" not in text
        assert not any(
            "." in word and word.strip("-'.,)").replace(".", "").isdigit()
            for word in text.split("ValueError")[1].split()[:12]
        )
