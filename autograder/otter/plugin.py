"""An Otter plugin that grades from outside the student's process.

Tests of Otter run in the process that ran the submission, which can make of them what it likes.
With this plugin `otter run` gives the scores and messages of our grader instead, which runs the
submission again in its own sandbox. In `otter_config.json`, or `plugins` in a master notebook:

    {"plugins": [{"autograder.otter.plugin.AutograderPlugin": {"assignment": "no_grad_cubic"}}]}

`assignment` is what `autograder.otter.check` takes; without it the packed assignment beside the
submission is used. `language` may be "zh" or "en". Questions of Otter go by the ids of ours; one
that is not ours keeps what its tests gave.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from otter.plugins import AbstractOtterPlugin
from rich.console import Console

from autograder.commands.terminal import print_report
from autograder.ingest import load
from autograder.otter.material import find
from autograder.otter.wording import of_check, of_question
from autograder.report.model import QuestionReport, Report


class AutograderPlugin(AbstractOtterPlugin):  # type: ignore[misc]
    """Puts our scores and messages in the place of those of the tests."""

    def after_grading(self, results: Any) -> None:
        """Called by Otter when all tests have run.

        Raises:
            AutograderError: the assignment cannot be used, or the sandbox does not work here.
        """
        path = Path(self.submission_path)
        material = find(self.plugin_config.get("assignment"), near=path.parent)
        with material.grader(language=self.plugin_config.get("language")) as grader:
            report = grader.grade(load(path))
        for question in report.questions:
            if question.id in results.results:
                _put(results.results[question.id], report, question)
        results.set_output(_text(report))


def _put(test: Any, report: Report, question: QuestionReport) -> None:
    share = question.score / question.max_score if question.max_score else 1.0
    test.update_score(test.possible * share)
    exact = len(test.test_case_results) == len(question.checks)
    for number, result in enumerate(test.test_case_results):
        check = question.checks[number] if exact else None
        result.passed = check.status == "passed" if check is not None else share >= 1.0
        if result.passed:
            result.message = "✅ Test case passed"
        elif check is None:
            result.message = "❌ Test case failed\n" + of_question(report, question)
        else:
            result.message = "❌ Test case failed\n" + of_check(report, question, check)


def _text(report: Report) -> str:
    console = Console(file=io.StringIO(), markup=False, emoji=False, highlight=False, width=100)
    print_report(console, report)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
