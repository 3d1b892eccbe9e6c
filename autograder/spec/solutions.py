"""The sample programs of an assignment: its reference, right/ and wrong/ answers.

A sample is a file or a folder (one submission of several files). Right samples must earn full
marks; a wrong one says in its header (see `header`) which diagnosis and score it must get, and is
called after its code: `wrong/copied_hint.py`, `wrong/copied_hint-2.ipynb`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from autograder.ingest.submission import Submission, SubmittedFile
from autograder.spec.header import Header, split
from autograder.spec.problems import SpecError, SpecProblem
from autograder.spec.references import CODE

Kind: TypeAlias = Literal["reference", "right", "wrong"]


@dataclass(frozen=True)
class Sample:
    """One sample program.

    `expect` and `score` are what a wrong one must get first and earn; `also` and `notes` are codes
    that must be among its diagnoses; `language` that of its report. `message` and `hint` map "zh"
    and "en" to feedback for submissions that behave like it. `files` are what a student would
    have handed in: the header is off.
    """

    path: Path
    kind: Kind
    expect: str | None
    score: float | None
    also: tuple[str, ...]
    notes: tuple[str, ...]
    language: str | None
    message: dict[str, str]
    hint: dict[str, str]
    files: tuple[SubmittedFile, ...]

    @property
    def name(self) -> str:
        """How tables call it: "wrong/copied_hint.py"."""
        return self.path.name if self.kind == "reference" else f"{self.kind}/{self.path.name}"

    def submission(self) -> Submission:
        """The sample as a submission, named after its path."""
        return Submission(self.name.replace("/", "-"), self.path.stem, self.files)


def read_samples(solutions: Path, max_score: float | None = None) -> tuple[Sample, ...]:
    """All samples in a solutions folder: references, then right/, then wrong/, each by name.

    Raises:
        SpecError: headers that are missing, not understood, or name a score over `max_score`; it
            lists every one.
    """
    problems: list[SpecProblem] = []
    samples = []
    for kind, path in _paths(solutions):
        samples.append(_read(path, kind, max_score, problems))
    if problems:
        raise SpecError(problems)
    return tuple(samples)


def _paths(solutions: Path) -> list[tuple[Kind, Path]]:
    found: list[tuple[Kind, Path]] = [
        ("reference", path) for path in sorted(solutions.glob("reference.*"))
    ]
    kinds: tuple[Kind, ...] = ("right", "wrong")
    for kind in kinds:
        folder = solutions / kind
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
        found += [(kind, path) for path in entries if not path.name.startswith((".", "__"))]
    return found


def _read(path: Path, kind: Kind, max_score: float | None, problems: list[SpecProblem]) -> Sample:
    members = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    header, headed = Header(), path
    files = []
    for member in members:
        inside = member.name if member == path else member.relative_to(path).as_posix()
        if any(part.startswith((".", "__")) for part in inside.split("/")):
            continue
        parts = split(member.name, member.read_bytes())
        problems += [SpecProblem(str(member), p.line, p.message) for p in parts.problems]
        if parts.header.values and header.values:
            problems.append(
                SpecProblem(str(member), None, f"has a second header (the first is in {headed})")
            )
        elif parts.header.values:
            header, headed = parts.header, member
        files.append(SubmittedFile(inside, parts.body))
    complain = _Complaints(str(headed), header, problems)
    sample = Sample(
        path=path,
        kind=kind,
        expect=header.values.get("expect"),
        score=complain.score(max_score),
        also=complain.codes("also"),
        notes=complain.codes("expect-note"),
        language=header.values.get("lang"),
        message=_texts(header, "message"),
        hint=_texts(header, "hint"),
        files=tuple(files),
    )
    complain.about(sample)
    return sample


def _texts(header: Header, key: str) -> dict[str, str]:
    named = {language: header.values.get(f"{key}.{language}") for language in ("zh", "en")}
    return {language: text for language, text in named.items() if text}


class _Complaints:
    """Notes what is wrong with the values of one header, with their lines."""

    def __init__(self, file: str, header: Header, problems: list[SpecProblem]) -> None:
        self._file, self._header, self._problems = file, header, problems

    def _add(self, key: str, message: str) -> None:
        self._problems.append(SpecProblem(self._file, self._header.lines.get(key), message))

    def score(self, max_score: float | None) -> float | None:
        text = self._header.values.get("score")
        if text is None:
            return None
        try:
            score = float(text)
        except ValueError:
            score = math.nan
        if not math.isfinite(score) or score < 0:
            self._add("score", f"score is {text!r}; it must be a number of points, 0 or more")
            return None
        if max_score is not None and score > max_score:
            self._add("score", f"score is {score:g}, more than the {max_score:g} points there are")
        return score

    def codes(self, key: str) -> tuple[str, ...]:
        text = self._header.values.get(key, "")
        codes = tuple(code for part in text.split(",") if (code := part.strip()))
        for code in codes:
            self._check_code(key, code)
        return codes

    def _check_code(self, key: str, code: str) -> None:
        if not CODE.match(code):
            self._add(key, f"{key} names {code!r}, which is no code (as in copied_hint)")

    def about(self, sample: Sample) -> None:
        if sample.language not in (None, "zh", "en"):
            self._add("lang", f"lang is {sample.language!r}; it must be zh or en")
        if sample.kind != "wrong":
            for key in ("expect", "score"):
                if key in self._header.values:
                    self._add(key, f"only samples in wrong/ have `{key}:`; this one is right")
            return
        for key in ("expect", "score"):
            if key not in self._header.values:
                self._add(key, f"has no `# {key}: …` line (metadata.autograder in a notebook)")
        if sample.expect is None:
            return
        self._check_code("expect", sample.expect)
        stem = sample.path.stem if sample.path.is_file() else sample.path.name
        if stem.partition("-")[0] != sample.expect:
            self._add("expect", f"expects {sample.expect!r} and so must be called after that code")
