"""Programs behave alike exactly when their signatures agree, however they are written."""

from __future__ import annotations

from autograder.diagnosis.examples import behaviour
from autograder.extract import extract
from autograder.ingest.submission import Submission
from autograder.pipeline import Grader
from tests.support import submission

HINT = (
    "import torch\nx = torch.tensor(1., requires_grad=True)\ny1 = x ** 2\n"
    "with torch.no_grad():\n    y2 = x * 3\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)\n"
)
HINT_IN_A_FUNCTION = (
    "import torch\ndef f(t):\n    return t * t + (3 * t).detach()\n"
    "a = torch.ones(1, requires_grad=True)\nf(a).backward()\nprint(a.grad)\n"
)
TRACKED = HINT.replace("with torch.no_grad():\n    y2 = x * 3", "y2 = x * 3")


def signature_of(grader: Grader, source: str) -> str:
    """The behaviour of a program, by a real run."""
    handed_in: Submission = submission({"hw.py": source})
    case, _ = grader.examine(handed_in, extract(handed_in))
    return behaviour(case)


def test_layout_and_names_do_not_matter(grader: Grader) -> None:
    assert signature_of(grader, HINT) == signature_of(grader, HINT_IN_A_FUNCTION)


def test_tracking_matters(grader: Grader) -> None:
    assert signature_of(grader, HINT) != signature_of(grader, TRACKED)


def test_no_probe_value_shows(grader: Grader) -> None:
    other = HINT + "# another submission meets other values\n"
    assert signature_of(grader, HINT) == signature_of(grader, other)
