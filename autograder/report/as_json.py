"""The report as JSON: the keys that users rely on. docs/report-format.md describes them."""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from autograder.explain.model import Explanation
from autograder.extract.document import Where
from autograder.ingest.submission import Origin
from autograder.report.model import Report
from autograder.report.text import well_formed

FORMAT = 1
"""Raised when a key changes its meaning or goes; added keys leave it as it is."""


def to_json(report: Report) -> dict[str, Any]:
    """Return the report as plain data that `json.dumps(..., allow_nan=False)` accepts.

    The same report gives the same data. Numbers that JSON lacks become the strings "NaN",
    "Infinity" and "-Infinity"; lone surrogates in foreign text become U+FFFD.
    """
    plain: dict[str, Any] = _plain(_data(report))
    return plain


def _data(report: Report) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "submission": report.submission,
        "student": report.student,
        "assignment": report.assignment,
        "title": report.title,
        "status": report.status,
        "score": report.score,
        "max_score": report.max_score,
        "language": report.language,
        "summary": report.summary,
        "questions": [
            {
                "id": question.id,
                "title": question.title,
                "score": question.score,
                "max_score": question.max_score,
                "checks": [
                    {
                        "id": check.id,
                        "status": check.status,
                        "title": check.title,
                        "score": check.score,
                        "max_score": check.max_score,
                        "expected": check.expected,
                        "actual": check.actual,
                        "where": _where(check.where),
                    }
                    for check in question.checks
                ],
            }
            for question in report.questions
        ],
        "diagnoses": [
            {
                "code": message.code,
                "severity": message.severity,
                "question": message.question,
                "message": message.message,
                "hint": message.hint,
                "where": _where(message.where),
            }
            for message in report.messages
        ],
        "explanation": _explanation(report.explanation, report.concept_titles),
        "experiments": [
            {
                "where": _where(experiment.where),
                "gradient": experiment.gradient,
                "graded": experiment.graded,
                "graph": experiment.graph,
                **({"exercise": experiment.title} if experiment.title else {}),
            }
            for experiment in report.experiments
        ],
        "integrity": {
            "flags": [
                {"code": flag.code, "where": _where(flag.where), "detail": flag.detail}
                for flag in report.flags
            ]
        },
        "run": {
            "verdict": report.run.verdict,
            "wall_s": report.run.wall_s,
            "cpu_s": report.run.cpu_s,
            "peak_rss_kb": report.run.peak_rss_kb,
            "probes": report.run.probes,
            "sandbox": report.run.sandbox,
        },
        "origin": _origin(report.origin),
    }


def dumps(report: Report, *, indent: int | None = 2) -> str:
    """Return `to_json(report)` as text with a line feed at its end; `indent` None is one line."""
    try:
        text = json.dumps(_data(report), ensure_ascii=False, allow_nan=False)
    except ValueError:  # a number that JSON lacks
        text = json.dumps(to_json(report), ensure_ascii=False, allow_nan=False)
    text = well_formed(text)
    # json's own indentation is Python, ten times as slow.
    return (text if indent is None else msgspec.json.format(text, indent=indent)) + "\n"


def _where(where: Where | None) -> dict[str, str | int | None]:
    place = where or Where()
    return {"file": place.file, "cell": place.cell, "line": place.line}


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "layout": origin.layout,
        "people": [
            {
                "name": person.name,
                "user_id": person.user_id,
                "sid": person.sid,
                "email": person.email,
                "login": person.login,
            }
            for person in origin.people
        ],
        "team": origin.team,
        "submission_id": origin.submission_id,
        "attempt": origin.attempt,
        "attempts": origin.attempts,
        "late": origin.late,
        "submitted_at": origin.submitted_at,
        "items": origin.items,
    }


def _explanation(explanation: Explanation | None, titles: dict[str, str]) -> dict[str, Any]:
    if explanation is None:
        return {"share": 0.0, "language": None, "concepts": {}, "claims": [], "findings": []}
    # In the order of the assignment, which `titles` keeps; strangers after it, by name.
    known = [name for name in titles if name in explanation.concepts]
    others = sorted(explanation.concepts.keys() - titles.keys())
    concepts = {name: explanation.concepts[name] for name in known + others}
    return {
        "share": explanation.share,
        "language": explanation.language,
        "concepts": {
            name: {
                "title": titles.get(name, name),
                "covered": coverage.covered,
                "quotes": coverage.quotes,
            }
            for name, coverage in concepts.items()
        },
        "claims": [
            {
                "value": claim.value,
                "text": claim.text,
                "where": _where(claim.where),
                "agrees": claim.agrees,
            }
            for claim in explanation.claims
        ],
        "findings": [
            {"code": finding.code, "quote": finding.quote, "where": _where(finding.where)}
            for finding in explanation.findings
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else _word(value)
    if isinstance(value, dict):
        return {well_formed(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _word(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"
