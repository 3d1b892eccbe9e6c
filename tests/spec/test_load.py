"""Loading an assignment: everything wrong with it is said at once, each with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.spec.load import SpecError, available, load
from autograder.spec.references import MISCONCEPTION_FIELDS
from autograder.spec.source import read_yaml

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "assignments" / "no_grad_cubic" / "assignment.yaml"

MINIMAL = """\
id: tiny
title: {zh: 小, en: Tiny}
statement: {zh: 求导, en: Differentiate}
inputs:
  x: {value: 1.0}
probes: {count: 2, low: 1.3, high: 3.1}
roles:
  y: {label: {zh: y, en: y}}
gradient: {of: y, wrt: x}
points: 5
questions:
  - id: gradient
    title: {zh: 梯度, en: Gradient}
    points: 3
    checks:
      - {id: x_grad, kind: gradient, points: 3, title: {zh: 梯度, en: Gradient}}
  - id: words
    title: {zh: 解释, en: Words}
    checks:
      - {id: words, kind: explanation, points: 2, title: {zh: 解释, en: Words}}
explanation:
  all_of: [cut]
  concepts:
    - id: cut
      title: {zh: 中断, en: Cut}
      phrases: {zh: [不追踪], en: [not tracked]}
      patterns: {zh: ['没有.*追踪'], en: ['is\\s+cut']}
      hint: {zh: 看 y2, en: Look at y2}
misconceptions:
  - code: wrong_sum
    question: gradient
    when:
      - {role: y, operation: mul}
    message: {zh: 乘了, en: multiplied}
    hint: {zh: 加, en: add}
"""


def write(folder: Path, text: str | bytes, *, reference: bool = True) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "assignment.yaml").write_bytes(data)
    if reference:
        (folder / "solutions").mkdir(exist_ok=True)
        (folder / "solutions" / "reference.py").write_text("import torch\n")
    return str(folder)


def problems(folder: Path, text: str | bytes, *, reference: bool = True) -> list[str]:
    """What `load` says, each as "line: message"."""
    with pytest.raises(SpecError) as caught:
        load(write(folder, text, reference=reference))
    return [f"{problem.line}: {problem.message}" for problem in caught.value.errors]


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_the_shipped_assignment_loads_and_has_ten_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    loaded = load("no_grad_cubic")
    assert loaded.spec.max_score == 10
    assert loaded.reference.name == "reference.py"
    assert loaded.solutions.name == "no_grad_cubic"


def test_an_assignment_is_found_by_id_from_anywhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no_grad_cubic" in available()
    assert load("no_grad_cubic").spec.id == "no_grad_cubic"


def test_the_current_folder_comes_before_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = tmp_path / "assignments" / "no_grad_cubic"
    write(mine, MINIMAL.replace("id: tiny", "id: no_grad_cubic"))
    monkeypatch.chdir(tmp_path)
    assert load("no_grad_cubic").spec.max_score == 5


@pytest.mark.parametrize("tail", ["", "/", "/assignment.yaml"])
def test_a_path_may_name_the_folder_or_the_file(tmp_path: Path, tail: str) -> None:
    loaded = load(write(tmp_path / "hw", MINIMAL) + tail)
    assert loaded.spec.id == "tiny"
    assert loaded.reference == tmp_path / "hw" / "solutions" / "reference.py"


def test_solutions_lie_beside_assignments(tmp_path: Path) -> None:
    folder = write(tmp_path / "assignments" / "tiny", MINIMAL, reference=False)
    solutions = tmp_path / "solutions" / "tiny"
    solutions.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / "no_grad_cubic" / "reference.ipynb", solutions)
    assert load(folder).reference.name == "reference.ipynb"


def test_an_unknown_id_names_the_likely_one() -> None:
    with pytest.raises(SpecError, match="did you mean 'no_grad_cubic'"):
        load("no_grad_cubik")


@pytest.mark.parametrize("wanted", ["", ".", "no/such/folder", "zzz", "\0"])
def test_what_is_no_assignment_is_said_so(wanted: str) -> None:
    with pytest.raises(SpecError):
        load(wanted)


def test_a_folder_whose_id_differs_is_refused_by_id(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(tmp_path / "assignments" / "other", MINIMAL)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpecError, match="id is 'tiny', but the folder is called 'other'"):
        load("other")


def test_every_mistake_is_reported_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = (
        MINIMAL.replace("value: 1.0", "valeu: 1.0")
        .replace("count: 2", "count: '2'")
        .replace("kind: gradient", "kind: gradeint")
        .replace("all_of: [cut]", "all_of: [cutt]")
        .replace("role: y,", "role: y9,")
    )
    found = problems(tmp_path / "hw", text, reference=False)
    assert found[:-1] == [
        "5: unknown key 'valeu' in inputs.x, did you mean 'value'?",
        '6: probes.count must be a whole number, not "2"',
        "16: questions[0].checks[0].kind is 'gradeint', did you mean 'gradient'?",
        "22: explanation.all_of[0] names the concept 'cutt', which is not defined, "
        "did you mean 'cut'?",
        "24: concept 'cut' is required but neither all_of nor any_of names it; "
        "name it there or say `required: false`",
        "33: misconceptions[0].when[0].role names the role 'y9', which is not defined, "
        "did you mean 'y'?",
    ]
    assert "there is no reference solution" in found[-1]


MEANING = [
    (
        "wrt: x",
        "wrt: z",
        "gradient.wrt names the input or role 'z', which is not defined; valid here: x, y",
    ),
    ("of: y,", "of: q,", "gradient.of names the role 'q'"),
    ("low: 1.3", "low: 0.5", "contains 1, the prescribed value of x"),
    ("low: 1.3", "low: 3.05", "at least 0.1"),
    ("low: 1.3", "low: .nan", "must be finite"),
    ("value: 1.0", "value: .inf", "must be a finite number"),
    ("value: 1.0", "value: 2.0", "contains 2, the prescribed value of x"),
    ("points: 5", "points: 6", "points is 6, but the checks add up to 5"),
    ("    points: 3", "    points: 4", "questions[0].points is 4, but its checks add up to 3"),
    ("kind: gradient", "kind: tracked", "has kind tracked and so needs the key 'role'"),
    ("id: words, kind", "id: x_grad, kind", "two checks are called 'x_grad'"),
    ("  - id: words", "  - id: gradient", "two questions are called 'gradient'"),
    ("没有.*追踪", "没有(追踪", "is no regular expression"),
    ("没有.*追踪", "{y7}", "{y7} is no role"),
    ("zh: [不追踪]", "zh: ['re:(']", "phrases.zh[0] is no regular expression"),
    ("code: wrong_sum", "code: Wrong-Sum", "code 'Wrong-Sum' must be lower-case letters"),
    ("question: gradient", "question: gradeint", "names the question 'gradeint'"),
    ("{role: y, operation: mul}", "{role: y}", "states nothing about the role"),
    ("en: multiplied", "en: 'gave {valeu}'", "no field {valeu}, did you mean 'value'?"),
    ("en: Tiny", "en: ' '", "title.en is blank; both zh and en are needed"),
    ("zh: 加, ", "", "misconceptions[0].hint lacks the key 'zh'"),
    ("id: tiny", "id: a/b", "must be a name fit for a folder"),
    ("all_of: [cut]", "any_of: [[cut], []]", "explanation.any_of[1] must name at least one"),
    ("  all_of: [cut]\n", "", "name no concept"),
    ("kind: explanation", "kind: gradient", "no check has the kind explanation"),
    ("  x: {value: 1.0}", "  {}", "inputs must name at least one leaf"),
    ("  y: {label", "  x: {label", "'x' is both an input and a role"),
]


@pytest.mark.parametrize(("old", "new", "said"), MEANING)
def test_what_the_models_cannot_say_is_checked(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in MINIMAL
    found = problems(tmp_path / "hw", MINIMAL.replace(old, new, 1))
    assert any(said in problem for problem in found), found


def test_a_concept_needs_words(tmp_path: Path) -> None:
    text = MINIMAL.replace("[不追踪]", "[]").replace("['没有.*追踪']", "[]")
    text = text.replace("[not tracked]", "[]").replace("['is\\s+cut']", "[]")
    assert problems(tmp_path / "hw", text) == ["24: concept 'cut' has neither phrases nor patterns"]


def test_patterns_may_name_roles_and_phrases_may_hold_brackets(tmp_path: Path) -> None:
    text = MINIMAL.replace("没有.*追踪", "(?<!不){y}{0,3}").replace(
        "[不追踪]", "['y (不追踪', 're:{x}$']"
    )
    assert load(write(tmp_path / "hw", text)).spec.max_score == 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: x\n\ttitle: y\n", "2: the line is indented with a tab"),
        ("id: a\ntitle: b: c\n", "2: a colon inside a text"),
        ("id: a\nid: b\n", "2: key 'id' is given twice (first on line 1)"),
        ("id: a\nno: b\n", "2: key 'no' is not read as text by YAML; put it in quotes"),
        ("id: a\ntitle: 2026-11-23\n", "2: title: '2026-11-23' is neither text nor a number"),
        ("id: a\ntitle: !!python/name:os.system x\n", "2: title: 'x' is neither"),
        ("id: a\n---\nid: b\n", "2: a second document begins here"),
        ("id: &a [*a]\n", "1: id[0] is an alias of something it lies within"),
        ("- id\n", "None: must hold `key: value` lines"),
        ("", "None: must hold `key: value` lines"),
        ("id: a\ntitle: é\n".encode("latin-1"), "2: byte 0xe9 is not UTF-8"),
        ("id: 5\n", "1: id must be text (put it in quotes), not 5"),
        ("id: a\ntitle: 只有中文\n", "2: title must be a mapping"),
        ("id: a\nquestions: {}\n", "2: questions must be a list"),
        ("id: a\nquestions: []\n", "2: questions must not be empty"),
        ("id: a\nlimits: {wall_s: 0}\n", "2: limits.wall_s must be greater than 0, not 0"),
        ("id: a\nmessages: {x: {hin: {zh: a, en: b}}}\n", "2: unknown key 'hin' in messages.x"),
        ("{" * 3000, "is nested too deeply"),
        ("id: a\ntitle: \0", "2: holds the control character 0x00"),
    ],
)
def test_yaml_that_is_broken_is_said_with_its_line(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    found = problems(tmp_path / "hw", text)
    assert any(said in problem for problem in found), found


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode()
    assert load(write(tmp_path / "hw", data)).spec.id == "tiny"


def test_merge_keys_and_anchors_are_ordinary_yaml(tmp_path: Path) -> None:
    text = MINIMAL.replace("title: {zh: 小, en: Tiny}", "title: &t {zh: 小, en: Tiny}").replace(
        "statement: {zh: 求导, en: Differentiate}", "statement: {<<: *t, en: Differentiate}"
    )
    assert load(write(tmp_path / "hw", text)).spec.statement.en == "Differentiate"


def test_the_text_of_the_error_names_file_and_line(tmp_path: Path) -> None:
    text = MINIMAL.replace("wrt: x", "wtr: x")
    with pytest.raises(SpecError) as caught:
        load(write(tmp_path / "hw", text))
    (said,) = str(caught.value).splitlines()
    line = line_of(text, "wtr: x")
    assert said.endswith(f"assignment.yaml:{line}: {caught.value.errors[0].message}")
    assert "gradient" in said


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(tmp_path_factory: pytest.TempPathFactory, b: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "assignment.yaml"
    file.write_bytes(b)
    source = read_yaml(file)
    assert source.problems or isinstance(source.data, dict)


@given(st.data())
def test_a_damaged_assignment_loads_or_is_a_spec_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = MINIMAL.splitlines(keepends=True)
    cut = data.draw(st.integers(0, len(lines) - 1))
    lines[cut] = data.draw(st.sampled_from(["", "  - 5\n", "x: []\n", "when: {}\n", "? y\n"]))
    folder = write(tmp_path_factory.mktemp("damaged") / "hw", "".join(lines))
    try:
        found = load(folder).spec.id
    except SpecError as error:
        found = "broken" if error.errors else "silent"
    assert found in ("tiny", "broken")


def test_every_field_that_a_misconception_may_name_is_filled() -> None:
    """The list that the loader checks against is what the diagnosis really fills in."""
    source = (ROOT / "autograder" / "diagnosis" / "particular.py").read_text(encoding="utf-8")
    for name in set(MISCONCEPTION_FIELDS) - {"where"}:
        assert f'"{name}":' in source
