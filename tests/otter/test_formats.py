"""Test files are read as data."""

from __future__ import annotations

import json

import pytest

from autograder.errors import UsageError
from autograder.evidence.exam import CaseResult, Exam, FileResult, Shown
from autograder.otter.formats import QuestionTests, from_notebook, read

OK = """
OK_FORMAT = True
test = {"name": "q1", "points": 2, "suites": [{"cases": [
    {"code": ">>> a\\n1", "hidden": False},
    {"code": ">>> secret_call()\\n>>> print(b)\\nsecret value"},
]}]}
"""


def never(exam: Exam) -> FileResult | None:
    raise AssertionError("a file in the OK format is asked nothing")


def test_a_dictionary_is_read_and_what_it_expects_is_not_sent() -> None:
    tests = read("q1.py", OK, never)
    assert [(case.hidden, case.points) for case in tests.cases] == [(False, 1.0), (True, 1.0)]
    assert "secret value" not in repr(tests.whole)
    assert "secret" not in repr(tests.public)


def test_a_result_is_compared_outside_and_told_of_public_cases_only() -> None:
    tests = read("q1.py", OK, never)
    bad = CaseResult(False, "", (Shown("2\n"),))
    good = CaseResult(False, "", (Shown(""), Shown("secret value\n")))
    assert tests.passed(FileResult((bad, good))) == (False, True)
    assert tests.messages(FileResult((bad,))) == {0: "    a\nExpected: 1\nGot: 2"}
    # What claims to have passed without showing anything has not.
    assert tests.passed(FileResult((CaseResult(True), CaseResult(True)))) == (False, False)
    assert tests.passed(FileResult((good,))) == tests.passed(None) == (False, False)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("test = dict(name='q')", "literal"),
        ("test = {'name': __import__('os').getcwd()}", "literal"),
        ("test = {'name': 'q'}", "missing"),
        ("test = {'name': 'q', 'suites': [{'cases': [{}]}]}", "missing"),
        ("test = {'name': 'q', 'suites': [{'cases': [], 'setup': 'x = 1'}]}", "setup"),
        ("test = {'name': 'q', 'points': [1], 'suites': [{'cases': []}]}", "1 points for 0"),
        ("test = {'name': 'q', 'suites': [{'cases': [{'code': '>>>x'}]}]}", "blank"),
        ("x = 1", "no test file"),
        ("def f(:", "no Python"),
    ],
)
def test_a_broken_file_is_told_in_a_sentence_that_names_it(source: str, said: str) -> None:
    with pytest.raises(UsageError, match=r"tests/q\.py") as caught:
        read("tests/q.py", source, never)
    assert said in str(caught.value)


def test_tests_in_the_metadata_of_a_notebook_are_found() -> None:
    test = {"name": "q1", "suites": [{"cases": [{"code": ">>> a\n1", "hidden": False}]}]}
    text = json.dumps({"metadata": {"otter": {"OK_FORMAT": True, "tests": {"q1": test}}}})
    found = from_notebook("hw.ipynb", text, "q1", never)
    assert isinstance(found, QuestionTests)
    assert found.cases[0].points == 1
    with pytest.raises(UsageError, match="q2"):
        from_notebook("hw.ipynb", text, "q2", never)
