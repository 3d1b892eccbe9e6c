"""Several runs in one process show what runs in processes of their own show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest

from autograder.evidence.run import Run
from autograder.evidence.schema import (
    Backward,
    Job,
    Op,
    Output,
    Raised,
    Seen,
    Site,
    Substitution,
    Unit,
)
from autograder.sandbox.client import Sandbox, Server, Session
from autograder.sandbox.host import PRELOAD_FOR_MANY
from autograder.spec.model import Limits

LIMITS = Limits(wall_s=5, cpu_s=5, memory_mb=2048, processes=24, file_mb=1, output_kb=64)

_UNSETTLED = re.compile(r"(?<=0x)[0-9a-f]+|(?<='torch\.empty').*values=\(.*?\)")
"""Addresses, and what happens to lie in memory that was not written to."""

PROGRAMS = {
    "the homework": """
import torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
print(x.grad, y2.requires_grad)
""",
    "gradients left off": """
import torch
x = torch.tensor(1.0, requires_grad=True)
y = x ** 2
torch.set_grad_enabled(False)
z = x ** 3
print(z.requires_grad)
""",
    "random numbers": """
import random
import numpy as np
import torch
x = torch.tensor(1.0, requires_grad=True)
y = x * torch.rand(1) + torch.randn(1)
print(random.random(), np.random.rand(), y)
torch.manual_seed(3)
print(torch.rand(2))
""",
    "what functions and classes keep": """
import torch
from torch import nn
def f(t, seen=[]):
    seen.append(1)
    return t * len(seen)
class Net(nn.Module):
    calls = []
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
    def forward(self, t):
        self.calls.append(t)
        return self.weight * t * len(self.calls)
x = torch.tensor([2.0], requires_grad=True)
net = Net()
out = net(f(x)) + net(f(x))
out.sum().backward()
print(x.grad, len(Net.calls), [p.grad for p in net.parameters()])
""",
    "warnings and errors": """
import torch
x = torch.tensor(1.0, requires_grad=True)
y = x * 2
print(y.grad)
y.backward()
y.backward()
print(undefined)
""",
    "a loop": """
import torch
x = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1, momentum=0.9)
for step in range(150):
    optimizer.zero_grad()
    loss = (x - 3) ** 2
    loss.backward()
    optimizer.step()
print(x, loss)
""",
    "a warning of the compiler's": "x = 3\nprint(x is 3)",
    "hooks": """
import torch
x = torch.tensor(1.0, requires_grad=True)
y = x ** 2
kept = []
y.register_hook(lambda g: kept.append(g) or g * 2)
y.backward()
print(kept, x.grad)
""",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The real runner."""
    with Server(preload=PRELOAD_FOR_MANY) as server:
        yield server


@pytest.fixture
def session(server: Server) -> Iterator[Session]:
    sandbox = Sandbox(server)
    with sandbox.session((), LIMITS) as session:
        yield session
    sandbox.close()


def job(source: str, kind: str = "script", value: float | None = None) -> Job:
    """A job whose first operation with a tensor finds `value` in it."""
    cells = source.split("\nx = ", 1)
    parts = [cells[0], "x = " + cells[1]] if kind == "cell" and len(cells) == 2 else [source]
    units = tuple(Unit(kind, "a", number, 1, part) for number, part in enumerate(parts))
    return Job(units)


def at(source: Job, first: Sequence[object], value: float) -> Job:
    """The same job with x at another value from its first use on."""
    use = next(frame for frame in first if isinstance(frame, Op) and frame.name.count("pow"))
    place = Substitution(Site(use.site.unit, use.site.line, use.site.column), 0, 0, (value,))
    return Job(source.units, (place,))


def told(run: Run) -> list[str]:
    """The frames as text, without what is another each time."""
    return [_UNSETTLED.sub("", str(frame)) for frame in run.frames]


def printed(run: Run) -> str:
    return "".join(frame.text for frame in run.frames if isinstance(frame, Output))


@pytest.mark.parametrize("kind", ["script", "cell"])
@pytest.mark.parametrize("title", PROGRAMS)
def test_each_run_is_as_it_would_be_alone(session: Session, title: str, kind: str) -> None:
    whole = job(PROGRAMS[title], kind)
    # Imports that a program is the first to need may take longer than such a run is given.
    alone = session.run(whole)
    runs = session.series(whole, lambda _: [whole, whole])
    assert [run.verdict for run in runs] in (["ok"] * 3, ["ok"])
    if title != "a loop":
        assert len(runs) == 3
    for run in runs:
        assert told(run) == told(alone)


def test_nothing_of_a_cell_that_failed_lives_on(session: Session) -> None:
    cells = (
        "import torch\ntorch.ones(1, requires_grad=True).numpy()",
        "x = torch.ones(1, requires_grad=True)\n(x * 2).backward()",
    )
    whole = Job(tuple(Unit("cell", "a", number, 1, one) for number, one in enumerate(cells)))
    runs = (session.run(whole), *session.series(whole, lambda _: [whole, whole]))
    for run in runs:
        (backward,) = (frame for frame in run.frames if isinstance(frame, Backward))
        assert [leaf.tensor for leaf in backward.leaves] == list(backward.reached)
    assert len(runs) == 4


def test_cells_find_the_values_of_their_own_run(session: Session) -> None:
    cells = ("x = 3\nx * 2", "print(_, Out, len(In))\n_ + 1", "print(_, __, _2, _i)")
    whole = Job(tuple(Unit("cell", "a", number, 1, one) for number, one in enumerate(cells)))
    runs = session.series(whole, lambda _: [whole, whole])
    assert [printed(run) for run in runs] == [printed(session.run(whole))] * 3
    assert "6 {1: 6} 3" in printed(runs[2])


def test_interventions_hold_for_one_run_each(session: Session) -> None:
    whole = job(PROGRAMS["the homework"])
    alone = session.run(whole)
    jobs = [at(whole, alone.frames, 3.0), whole, at(whole, alone.frames, -2.0)]
    runs = session.series(whole, lambda _: jobs)
    assert [printed(run) for run in runs] == [
        "tensor(2.) False\n",
        "tensor(6.) False\n",
        "tensor(2.) False\n",
        "tensor(-4.) False\n",
    ]
    for one, run in zip(jobs, runs[1:], strict=True):
        assert told(run) == told(session.run(one))


def test_the_others_follow_from_the_first(session: Session) -> None:
    whole = job(PROGRAMS["the homework"])
    given: list[tuple[object, ...]] = []

    def rest(frames: tuple[object, ...]) -> list[Job]:
        given.append(frames)
        return []

    (run,) = session.series(whole, rest)
    assert given == [run.frames]
    assert run.verdict == "ok"


def test_a_slow_first_run_is_the_only_one(session: Session) -> None:
    whole = job("import time\ntime.sleep(0.7)\nprint(1)")
    (run,) = session.series(whole, lambda _: [whole])
    assert (run.verdict, printed(run)) == ("ok", "1\n")


def test_a_first_run_that_does_not_end_well_is_the_only_one(session: Session) -> None:
    whole = job("import os\nprint(1)\nos._exit(0)")
    (run,) = session.series(whole, lambda _: [whole])
    assert (run.verdict, printed(run)) == ("exited", "1\n")


def test_where_a_later_run_goes_wrong_there_are_none(session: Session) -> None:
    whole = job("import os, sys\nif hasattr(sys, 'met'):\n    os._exit(0)\nsys.met = 1")
    assert session.series(whole, lambda _: [whole]) == ()
    assert session.run(job("print(2)")).verdict == "ok"


def test_a_later_run_that_does_not_end_is_ended(session: Session) -> None:
    whole = job("import sys, time\nif hasattr(sys, 'met'):\n    time.sleep(99)\nsys.met = 1")
    assert session.series(whole, lambda _: [whole]) == ()


REMAINS = {
    "a name of Python's": "import builtins\nbuiltins.met = 1",
    "a function of torch's": "import torch\ntorch.autograd.grad = None",
    "an attribute of all tensors": "import torch\ntorch.Tensor.met = 1",
    "a method of a module's": "from torch import nn\nnn.Linear.forward = print",
    "a default": "import torch\ntorch.set_default_dtype(torch.float64)",
    "inference that never ends": (
        "import torch\nkept = torch.inference_mode()\nkept.__enter__()\nimport sys\nsys.kept = kept"
    ),
    "an open level": (
        "import torch\nimport torch.autograd.forward_ad as ad\nad.enter_dual_level()"
    ),
}


@pytest.mark.parametrize("title", REMAINS)
def test_what_remains_in_the_libraries_ends_the_series(session: Session, title: str) -> None:
    (run,) = session.series(job(REMAINS[title]), lambda _: [job("print(1)")])
    assert run.verdict == "ok"


def test_what_torch_does_by_itself_does_not(session: Session) -> None:
    whole = job(
        "import torch\nx = torch.ones(2, requires_grad=True)\nx.register_hook(print)\n"
        "torch.autograd.functional.jacobian(torch.exp, x)\nx.sum().backward()"
    )
    assert len(session.series(whole, lambda _: [whole, whole])) == 3


def test_a_later_run_that_takes_long_is_left_to_a_process_of_its_own(session: Session) -> None:
    whole = job("import sys, time\nif hasattr(sys, 'met'):\n    time.sleep(3)\nsys.met = 1")
    assert session.series(whole, lambda _: [whole, whole]) == ()
    assert session.run(whole).verdict == "ok"


def test_output_is_limited_for_each_run(session: Session) -> None:
    whole = Job((Unit("script", "a", 0, 1, "print('a' * 700)"),), max_output=1000)
    runs = session.series(whole, lambda _: [whole, whole])
    assert [printed(run) for run in runs] == ["a" * 700 + "\n"] * 3


def test_files_and_names_of_the_run_before_are_not_there(session: Session) -> None:
    whole = job("try:\n    print(before)\nexcept NameError:\n    print('new')\nbefore = 1")
    runs = session.series(whole, lambda _: [whole, whole])
    assert [printed(run) for run in runs] == ["new\n"] * 3
    assert not any(isinstance(frame, Raised | Seen) for run in runs for frame in run.frames)
