"""The Otter plugin of the Gradescope zip: `otter run -a ID-gradescope.zip submission.ipynb` gives
the scores and messages that Gradescope would show.

Otter runs a submission in its own process, where the program can do as it likes. This plugin
hands Otter an empty notebook in its place and grades the submission in our sandbox, from the
unpacked zip that lies beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from otter.plugins import AbstractOtterPlugin
from otter.test_files.abstract_test import TestCase, TestCaseResult, TestFile

from autograder.gradescope.unpacked import read_unpacked
from autograder.ingest import load
from autograder.otter.wording import of_check
from autograder.pipeline import Grader
from autograder.report.catalogue import place, words
from autograder.report.model import QuestionReport, Report
from autograder.report.text import one_line


class ZipPlugin(AbstractOtterPlugin):  # type: ignore[misc]
    """Grades in the place of Otter."""

    _report: Report

    def before_execution(self, submission: Any) -> Any:  # noqa: ARG002 - as Otter calls it
        """Called by Otter before it runs a submission; what is returned is run instead."""
        return nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]

    def after_grading(self, results: Any) -> None:
        """Called by Otter when all tests have run, of which there are none.

        Raises:
            AutograderError: the zip is not whole, or the sandbox does not work here.
        """
        path = Path(self.submission_path)
        unpacked = read_unpacked(path.parent.parent / "source")
        with Grader(
            unpacked.assignment,
            language=unpacked.language,
            workers=1,
            recorded=unpacked.recorded,
        ) as grader:
            report = grader.grade(load(path))
        self._report = report
        hidden = {q.id for q in unpacked.assignment.spec.questions if q.visibility != "visible"}
        questions = report.questions or (_nothing(report),)
        # A submission that Otter's kernel could not even start for is graded all the same.
        results._catastrophic_error = None
        results.results = {
            question.id: Question(report, question, hidden=question.id in hidden)
            for question in questions
        }
        if report.flags:
            results.hide_everything()
        review = words(report.language)["needs_review"]
        general = [item.message for item in report.messages if item.question is None]
        results.set_output("\n".join([report.title, *([review] if report.flags else general)]))

    def generate_report(self) -> str:
        """Called by Otter at the end, for its standard output, which only the teacher sees."""
        report = self._report
        lines = [f"Autograder: {report.status}, {report.score:g} of {report.max_score:g}"]
        lines += [
            f"{flag.code} {place(flag.where, report.language)} {flag.detail}"
            for flag in report.flags
        ]
        return "\n".join(map(one_line, lines))


class Question(TestFile):  # type: ignore[misc]
    """One question with its checks, as Otter shows a test file with its cases."""

    def __init__(self, report: Report, question: QuestionReport, *, hidden: bool) -> None:
        cases = [
            TestCase(
                name=check.title,
                body="",
                hidden=hidden,
                points=check.max_score,
                success_message=None,
                failure_message=None,
            )
            for check in question.checks
        ]
        super().__init__(question.id, "", cases, all_or_nothing=False)
        lost = next((one for one in question.checks if one.status != "passed"), None)
        self.test_case_results = [
            TestCaseResult(
                test_case=case,
                # What is wrong stands with the first that shows it.
                message=of_check(report, question, check) if check is lost else check.actual,
                passed=check.status == "passed",
            )
            for case, check in zip(cases, question.checks, strict=True)
        ]
        # Checks may be partly right, which cases cannot be.
        self.update_score(question.score)

    @classmethod
    def from_file(cls, path: str) -> Any:
        """Never called: there is no file."""
        raise NotImplementedError(path)

    @classmethod
    def from_metadata(cls, s: Any, path: str) -> Any:
        """Never called: there is no notebook with tests in it."""
        raise NotImplementedError(path)

    def run(self, global_environment: dict[str, Any]) -> None:
        """Never called: the results are there already."""


def _nothing(report: Report) -> QuestionReport:
    """The one question of what could not be graded."""
    return QuestionReport(report.assignment, report.title, 0.0, report.max_score, ())
