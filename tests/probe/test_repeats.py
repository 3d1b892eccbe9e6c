"""What a loop does thousands of times is recorded at its beginning and its end, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autograder.evidence.schema import Backward, Finished, Op, Seen, Site, Substitution

if TYPE_CHECKING:
    from tests.probe.conftest import Runner

_TRAINING = """\
import torch
w = torch.zeros(1, requires_grad=True)
for step in range(1000):
    loss = ((w - 3.0) ** 2).sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    if step < 999:
        w.grad.zero_()
x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
y.backward()
print(x.grad)
"""


def test_a_long_loop_is_recorded_at_its_start_and_its_end(script: Runner) -> None:
    ran = script(_TRAINING)
    in_loop = [op for op in ran.all(Op) if op.site.line == 4]
    assert 100 <= len(in_loop) < 1000
    (finished,) = ran.all(Finished)
    assert finished.dropped > 5000
    *_, last, after = ran.all(Backward)
    assert last.site.line == 5
    (leaf,) = last.leaves
    # At the last step the weight is 3 but for what 999 steps left of the error.
    assert leaf.after == pytest.approx((0.0,), abs=1e-4)
    assert after.site.line == 12
    assert after.leaves[-1].after == (4.0,)


def test_what_follows_a_loop_is_recorded_in_full_and_finds_what_it_changed(script: Runner) -> None:
    ran = script(
        "import torch\nw = torch.zeros(1)\nfor _ in range(500):\n    w += 1.0\nv = w * 2.0\n"
    )
    (product,) = [op for op in ran.all(Op) if op.site.line == 5]
    assert product.outputs[0].values == (1000.0,)
    seen = [frame for frame in ran.all(Seen) if frame.state.values == (500.0,)]
    assert seen
    assert seen[-1].seq < product.seq


def test_a_helper_that_a_loop_called_often_is_recorded_where_the_exercise_calls_it(
    script: Runner,
) -> None:
    ran = script(
        "import torch\ndef f(t):\n    return t ** 2\n"
        "def main():\n"
        "    for n in range(300):\n        f(torch.tensor(float(n)))\n"
        "    x = torch.tensor(7.0, requires_grad=True)\n    f(x).backward()\n    return x.grad\n"
        "main()\n"
        "for n in range(300):\n    f(torch.tensor(float(n)))\n"
        "f(torch.tensor(11.0))\n"
    )
    squares = [op.outputs[0].values for op in ran.all(Op) if op.site.line == 3]
    assert (49.0,) in squares
    assert (121.0,) in squares
    assert len(squares) < 500
    (backward,) = ran.all(Backward)
    assert backward.leaves[0].after == (14.0,)


def test_the_last_backward_of_a_loop_is_recorded_with_the_gradients_of_its_time(
    script: Runner,
) -> None:
    ran = script(
        "import torch\nx = torch.tensor(1.0, requires_grad=True)\n"
        "for n in range(300):\n    x.grad = None\n    (x * float(n)).backward()\n"
        "    x.grad = None\n"
    )
    backwards = ran.all(Backward)
    assert len(backwards) == 201
    assert backwards[-1].leaves[0].after == (299.0,)


def test_gradients_asked_for_in_a_loop_keep_their_last_result(script: Runner) -> None:
    ran = script(
        "import torch\nx = torch.tensor(1.0, requires_grad=True)\n"
        "for n in range(300):\n    g, = torch.autograd.grad(x * float(n), x)\n"
    )
    last = ran.all(Backward)[-1]
    assert last.kind == "grad"
    assert last.results[0] is not None
    assert last.results[0].values == (299.0,)


def test_a_substitution_finds_its_call_among_many(script: Runner) -> None:
    source = (
        "import torch\ntotal = torch.tensor(0.0)\nfor n in range(400):\n"
        "    part = torch.tensor(1.0)\n    total += part\nprint(total)\n"
    )
    first = script(source)
    place = next(op.site for op in first.all(Op) if op.site.line == 5)
    assert isinstance(place, Site)
    ran = script(source, substitutions=(Substitution(place, 350, 1, (10.0,)),))
    assert "409" in ran.text()


def test_an_error_in_a_backward_of_a_loop_is_raised_as_ever(script: Runner) -> None:
    ran = script(
        "import torch\nx = torch.tensor(1.0, requires_grad=True)\nfailed = 0\n"
        "for n in range(300):\n    y = x.detach() if n == 250 else x * 2\n"
        "    try:\n        y.backward()\n    except RuntimeError:\n        failed += 1\n"
        "print(failed)\n"
    )
    assert "1" in ran.text()


@pytest.mark.parametrize("call", ["y.register_hook(lambda g: g)", "x.grad = torch.tensor(0.0)"])
def test_what_changes_gradients_unseen_is_recorded_each_time(script: Runner, call: str) -> None:
    ran = script(
        "import torch\nx = torch.tensor(1.0, requires_grad=True)\n"
        f"for n in range(300):\n    y = x * 2\n    {call}\n"
    )
    part = "hook" if "hook" in call else "grad.__set__"
    assert sum(part in op.name for op in ran.all(Op)) == 300
