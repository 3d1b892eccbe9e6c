"""What leaves torch is followed by the names in the source."""

from __future__ import annotations

import pytest

from autograder.checks.case import ProgramRuns
from autograder.diagnosis.flow import Flow
from autograder.evidence.schema import Site
from autograder.extract import extract
from tests.support import submission

FOLLOWED = {
    "one line": "y = torch.tensor(np.sin(x.numpy()))  # start end\n",
    "an assignment": "a = x.numpy()  # start\nb = np.sin(a)\ny = torch.tensor(b)  # end\n",
    "a list": "n = []\nfor v in x:\n    n.append(v.item())  # start\ny = torch.tensor(n)  # end\n",
    "a sum": "t = 0\nfor v in x:\n    t += float(v)  # start\ny = torch.tensor(t)  # end\n",
    "an element": "n = {}\nn['a'] = x.item()  # start\ny = torch.tensor(n['a'])  # end\n",
    "a result": "def f(t):\n    return t.numpy()  # start\ny = torch.tensor(f(x))  # end\n",
    "an argument": "def f(a):\n    return torch.tensor(a)  # end\nf(x.numpy())  # start\n",
    "several lines": "y = torch.tensor(  # end\n    x.item()  # start\n)\n",
    "a loop": "a = 0\nfor _ in x:\n    y = torch.tensor(a)  # end\n    a = x.item()  # start\n",
    "a comprehension": "n = [v.item() for v in x]  # start\ny = torch.tensor([*n])  # end\n",
}
NOT_FOLLOWED = {
    "a print": "print(x.numpy())  # start\ny = torch.tensor(np.ones(2))  # end\n",
    "a plot": "plt.plot(x.numpy())  # start\na = np.ones(2)\ny = torch.tensor(a)  # end\n",
    "a module": "import numpy as np\nnp.save(x.numpy())  # start\n"
    "y = torch.tensor(np.ones(2))  # end\n",
    "another name": "a = x.numpy()  # start\nb = np.ones(2)\ny = torch.tensor(b)  # end\n",
    "another function": "def show(t):\n    a = t.numpy()  # start\n    print(a)\n"
    "def make(n):\n    return torch.ones(n)  # end\nshow(x)\nmake(2)\n",
}


def leads(source: str) -> bool:
    """Whether the line marked start leads to the one marked end."""
    program = extract(submission({"hw.py": source})).programs[0]
    lines = source.split("\n")
    start, end = (
        next(n for n, line in enumerate(lines, 1) if mark in line.partition("#")[2])
        for mark in ("start", "end")
    )
    return Flow(ProgramRuns(program)).leads(Site(0, start), Site(0, end))


@pytest.mark.parametrize("name", FOLLOWED)
def test_followed(name: str) -> None:
    assert leads(FOLLOWED[name])


@pytest.mark.parametrize("name", NOT_FOLLOWED)
def test_not_followed(name: str) -> None:
    assert not leads(NOT_FOLLOWED[name])
