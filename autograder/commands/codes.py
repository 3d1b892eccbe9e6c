"""Every code that a report can carry, with its documentation.

General diagnoses and checks are documented by the docstring of their one file; what is particular
to an assignment, and what concerns the written answer or the files, by the words that students
get.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from autograder.checks import KINDS
from autograder.diagnosis.diagnose import HINT, MESSAGE, UNEXPLAINED
from autograder.diagnosis.lacking import LACKING
from autograder.diagnosis.registry import all_rules
from autograder.explain.messages import MESSAGES
from autograder.feedback.problems import texts
from autograder.otter.codes import CODES
from autograder.spec.load import SpecError, available, load
from autograder.spec.model import Words


def descriptions() -> dict[str, str]:
    """Documentation by code: diagnoses first, then kinds of checks, each sorted.

    An assignment that does not load is passed over; `autograder validate` says why.
    """
    diagnoses = {rule.code: rule.about for rule in all_rules()}
    diagnoses[UNEXPLAINED] = _words(MESSAGE, HINT)
    diagnoses |= {code: _words(message, hint) for code, message, hint in LACKING.values()}
    diagnoses |= {code: f"{w.about}\n\n{_words(w.message, w.hint)}" for code, w in MESSAGES.items()}
    diagnoses |= {
        code: f"A file of the submission.\n\n{_words(*words)}" for code, words in texts().items()
    }
    diagnoses |= CODES
    diagnoses |= dict(_particular())
    checks = {kind: inspect.getdoc(module) or "" for kind, module in KINDS.items()}
    return dict(sorted(diagnoses.items())) | {
        kind: text for kind, text in sorted(checks.items()) if kind not in diagnoses
    }


def _particular() -> Iterator[tuple[str, str]]:
    for name in available():
        try:
            spec = load(name).spec
        except SpecError:
            continue
        for item in spec.misconceptions:
            yield item.code, f"Particular to {name}.\n\n{_words(item.message, item.hint)}"


def _words(message: Words, hint: Words) -> str:
    """What students are told, in both languages; braces stand for what was seen."""
    return f"Feedback: {message.en}\nHint: {hint.en}\n\n反馈：{message.zh}\n提示：{hint.zh}"
