"""Functions on hidden inputs from the program to the report, with a real sandbox."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.experiments.oracle import OracleError
from autograder.otter.material import _unpacked, pack
from autograder.pipeline import Grader
from autograder.recorded import dump
from autograder.recorded import load as load_recorded
from autograder.report.as_json import to_json
from autograder.report.model import Report
from autograder.sandbox.local import OFFERED, LocalSandbox
from autograder.spec.load import LoadedAssignment, load
from autograder.spec.validate import validate
from tests.support import submission

FOLDER = Path(__file__).parents[1] / "assignments" / "function_calls"


@pytest.fixture(scope="module")
def functions() -> LoadedAssignment:
    return load(str(FOLDER))


@pytest.fixture(scope="module")
def reference(functions: LoadedAssignment) -> str:
    return functions.reference.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def grader(functions: LoadedAssignment) -> Iterator[Grader]:
    with Grader(functions, language="en", workers=1) as opened:
        yield opened


def statuses(report: Report) -> dict[str, str]:
    return {check.id: check.status for q in report.questions for check in q.checks}


def scores(report: Report) -> dict[str, float]:
    return {check.id: check.score for q in report.questions for check in q.checks}


def codes(report: Report) -> list[str]:
    return [message.code for message in report.messages if message.severity == "error"]


def test_the_samples_get_what_they_declare(grader: Grader, functions: LoadedAssignment) -> None:
    result = validate(functions, grader)
    assert result.ok, result.render()


def test_part_of_the_results_earns_a_part(grader: Grader, reference: str) -> None:
    report = grader.grade(submission({"hw.py": reference.replace("3 * x ** 2", "3 * x")}))
    assert scores(report) == {"x_grad": 1, "weighted": 3, "cube": 2, "summary": 2}
    assert report.status == "graded"


def test_a_function_after_an_error_is_called_all_the_same(grader: Grader, reference: str) -> None:
    broken = reference.replace("def weighted", "undefined_name\n\n\ndef weighted")
    assert scores(grader.grade(submission({"hw.py": broken}))) == {
        "x_grad": 1,
        "weighted": 3,
        "cube": 4,
        "summary": 2,
    }


def test_a_program_that_does_not_end_blocks_its_calls(grader: Grader, reference: str) -> None:
    report = grader.grade(submission({"hw.py": f"{reference}\nimport os\nos._exit(3)\n"}))
    assert statuses(report)["weighted"] == "blocked"
    assert report.status == "graded"
    assert codes(report)


def test_functions_of_a_notebook_are_called(grader: Grader, reference: str) -> None:
    v4: Any = nbformat.v4
    cells = [v4.new_code_cell(part) for part in reference.split("\n\n\n")]
    notebook = v4.writes(v4.new_notebook(cells=cells))
    report = grader.grade(submission({"hw.ipynb": notebook}))
    assert set(statuses(report).values()) == {"passed"}


def test_functions_may_stand_in_another_file_than_the_exercise(
    grader: Grader, reference: str
) -> None:
    exercise, _, functions = reference.partition("\n\n\n")
    report = grader.grade(submission({"a.py": exercise, "b.py": f"import torch\n{functions}"}))
    assert set(statuses(report).values()) == {"passed"}


def test_the_line_and_the_words_of_pytorch_are_told(grader: Grader, reference: str) -> None:
    wrong = reference.replace("return w * x", "return w @ x + w.reshape(7) * x")
    report = grader.grade(submission({"hw.py": wrong}))
    message = next(m for m in report.messages if m.code == "function_raises")
    assert "shape '[7]' is invalid for input of size 3" in message.message
    assert message.where is not None
    assert "w.reshape(7)" in wrong.splitlines()[(message.where.line or 0) - 1]
    assert message.question == "functions"


def test_the_same_submission_meets_the_same_inputs(grader: Grader, reference: str) -> None:
    wrong = reference.replace("w * x +", "w + x +")
    first, second = (grader.find(submission({"hw.py": wrong})) for _ in range(2))
    assert first.case is not None
    assert second.case is not None
    behaviour = first.case.called["weighted"].behaviour
    assert behaviour == second.case.called["weighted"].behaviour
    assert "value" in behaviour


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., LoadedAssignment]:
    """The assignment with other files of one's own."""

    def make(**files: str) -> LoadedAssignment:
        folder = tmp_path / "function_calls"
        shutil.copytree(FOLDER, folder)
        for name, text in files.items():
            path = folder / name.replace("__", "/")
            path = path.with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load(str(folder))

    return make


def test_a_wrong_answer_teaches_those_who_return_the_same(
    own: Callable[..., LoadedAssignment], reference: str
) -> None:
    header = (
        "# expect: halved_weight\n# score: 8\n# message.en: You halved w.\n# message.zh: 减半\n"
        "# hint.en: Do not.\n# hint.zh: 不要\n"
    )
    sample = header + reference.replace("w * x +", "w * x / 2 +")
    loaded = own(solutions__wrong__halved_weight=sample)
    alike = reference.replace(
        "def weighted(x, w):\n    return w * x +", "weighted = lambda a, b: 0.5 * a * b + a * a #"
    )
    other = reference.replace("w * x +", "w * x / 3 +")
    with Grader(loaded, language="en", workers=1) as grader:
        taught = grader.grade(submission({"hw.py": alike}))
        untaught = grader.grade(submission({"hw.py": other}))
    assert codes(taught) == ["halved_weight"]
    assert taught.messages[0].message == "You halved w."
    assert taught.messages[0].question == "functions"
    assert codes(untaught) == ["function_wrong_value"]


@pytest.mark.parametrize(
    ("harness", "told"),
    [
        (
            "def cubes(Cube, draw):\n    return {'value': Cube.aply(1)}",
            "check cube: .*aply.*line 2",
        ),
        ("def cubes(Kube, draw):\n    return 1", "check cube: .*needs Kube"),
        ("def cubes(Cube, draw):\n    return {}", "check cube: .*nothing"),
        ("def cubes(Cube, draw):\n    while 1: pass\n    return 1", "check cube: .*wall_s"),
        ("def cubes(Cube, draw):\n    return [list(range(9999))]", "check cube: .*too large"),
    ],
)
def test_a_call_that_fails_on_the_reference_is_the_teachers_to_mend(
    harness: str, told: str, own: Callable[..., LoadedAssignment], reference: str
) -> None:
    rest = (FOLDER / "calls.py").read_text(encoding="utf-8").partition("def summaries")
    loaded = own(calls=f"{harness}\n\n\n{rest[1]}{rest[2]}")
    with (
        Grader(loaded, workers=1) as grader,
        pytest.raises(OracleError, match=told),
    ):
        grader.grade(submission({"hw.py": reference}))


def _comparable(report: Report) -> dict[str, object]:
    data = to_json(report)
    for figure in ("wall_s", "cpu_s", "peak_rss_kb", "sandbox"):
        del data["run"][figure]
    return data


def test_a_recording_grades_as_the_reference_does(
    functions: LoadedAssignment, reference: str, tmp_path: Path
) -> None:
    programs = [reference, reference.replace("3 * x", "x"), reference.replace("weighted", "w8d")]
    with Grader(functions, language="en", workers=1, key=b"key") as at_hand:
        recorded = load_recorded(dump(at_hand.record()))
        expected = [_comparable(at_hand.grade(submission({"hw.py": one}))) for one in programs]
    bare = replace(functions, reference=tmp_path / "reference.py", solutions=tmp_path)
    with Grader(bare, language="en", workers=1, recorded=recorded) as grader:
        assert [_comparable(grader.grade(submission({"hw.py": p}))) for p in programs] == expected


@pytest.mark.skipif(not OFFERED, reason="this system cannot fork")
def test_a_students_own_check_calls_functions_too(
    functions: LoadedAssignment, reference: str, tmp_path: Path
) -> None:
    packed = tmp_path / "function_calls.check"
    packed.write_bytes(pack(functions))
    box = LocalSandbox()
    try:
        with _unpacked(packed).grader(language="en", sandbox=box) as grader:
            right = grader.grade(submission({"hw.py": reference}))
            wrong = grader.grade(submission({"hw.py": reference.replace("3 * x", "x")}))
    finally:
        box.close()
    assert set(statuses(right).values()) == {"passed"}
    assert codes(wrong) == ["function_wrong_gradient"]


def test_what_functions_may_use(own: Callable[..., LoadedAssignment], reference: str) -> None:
    """Modules, functions of torch.func, modes, threads, and whatever ran before the fork."""
    harness = """
import torch


def cubes(Net, jacobian, second, counted, draw):
    torch.manual_seed(draw.seed())
    net = Net()
    x = draw.normal(5, 2)
    loss = net(x).pow(2).mean()
    loss.backward()
    return {
        "loss": loss,
        "gradients": [p.grad for p in net.parameters()],
        "names": [name for name, _ in net.named_parameters()],
        "jacobian": jacobian(draw.normal(3)),
        "second": second(draw.uniform(2, dtype="float64")),
        "calls": counted(draw.normal(2)),
        "node": net(x).grad_fn,
    }


def summaries(summary, draw):
    return summary(draw.normal(3))
"""
    program = (
        reference
        + """

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(2, 3)
        self.drop = torch.nn.Dropout(0.5)

    def forward(self, x):
        return torch.tanh(self.drop(self.layer(x)))


def jacobian(x):
    return torch.func.jacrev(lambda v: v ** 2 * v.sum())(x)


def second(x):
    x = x.clone().requires_grad_()
    (first,) = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)
    return torch.autograd.grad(first.sum(), x)[0]


class Counting(torch.overrides.TorchFunctionMode):
    def __init__(self):
        super().__init__()
        self.count = 0

    def __torch_function__(self, function, types, args=(), kwargs=None):
        self.count += 1
        return function(*args, **(kwargs or {}))


def counted(x):
    with Counting() as mode:
        (x * 2).sum()
    return mode.count


net = Net()
for _ in range(3):
    net(torch.randn(4, 2)).sum().backward()
torch.set_num_threads(2)
torch.randn(300, 300) @ torch.randn(300, 300)
left_on = Counting()
left_on.__enter__()
"""
    )
    loaded = own(calls=harness, solutions__reference=program)
    shutil.rmtree(loaded.solutions / "wrong")
    shutil.rmtree(loaded.solutions / "right")
    with Grader(loaded, language="en", workers=1) as grader:
        report = grader.grade(
            submission({"hw.py": program.replace("def jacobian", "# x\ndef jacobian")})
        )
    assert set(statuses(report).values()) == {"passed"}


def test_an_assignment_without_calls_loads_nothing_of_them() -> None:
    code = (
        "import sys\nfrom autograder.pipeline import Grader\n"
        "from autograder.spec.load import load\n"
        "with Grader(load('no_grad_cubic')): pass\n"
        "assert 'autograder.calls.grading' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
