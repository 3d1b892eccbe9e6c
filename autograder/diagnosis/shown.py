"""Which general misconceptions the reference solution shows itself.

A task may ask for what is a mistake elsewhere: read `.grad` of a non-leaf and say why it is None,
run backward twice. What the reference does is then no misconception of a student's.
"""

from __future__ import annotations

from autograder.checks.case import Case, ProgramRuns
from autograder.diagnosis.registry import all_rules
from autograder.evidence.run import Run
from autograder.experiments.model import NOTHING
from autograder.experiments.trace import Trace
from autograder.extract.document import Document
from autograder.spec.model import Assignment
from autograder.static.findings import Findings


def shown_by(
    run: Run, trace: Trace, document: Document, findings: Findings, spec: Assignment
) -> frozenset[str]:
    """Codes of the general rules that find something in this run of the reference."""
    program = ProgramRuns(document.programs[0], (run,), (trace,))
    case = Case(spec, document, findings, (program,), NOTHING)
    rules = (rule for rule in all_rules() if rule.general)
    return frozenset(rule.code for rule in rules if any(True for _ in rule.find(case)))
