"""Meaning: what the models cannot say, above all that every name used is a name defined.

The checks walk the raw data rather than the models, so that a typing error in one place does not
hide a wrong name in another.
"""

from __future__ import annotations

import math
import re

from autograder.spec.exercises import check_exercises, flat
from autograder.spec.problems import suggestion
from autograder.spec.source import Place, Source, dotted
from autograder.spec.view import View, checks_of

CODE = re.compile(r"[a-z][a-z0-9_]*\Z")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")
_ROLE_IN_PATTERN = re.compile(r"(?<!\\)\{([A-Za-z_]\w*)\}")
_FIELD = re.compile(r"\{(\w+)\}")
MISCONCEPTION_FIELDS = (
    "where",
    "code",
    "name",
    "value",
    "gradient",
    "formula",
    "exponent",
    "coefficient",
    "x",
)
"""What the texts of a misconception may name; docs/authoring.md says what each is."""
_PATTERN_MARK = "re:"
"""What begins with this in a list of phrases is a pattern."""
_LANGUAGES = ("zh", "en")


def check_meaning(source: Source) -> None:
    """Note in `source` every wrong name, pattern, sum, interval or code of an assignment."""
    top = View(source, (), source.data)
    _check_identifiers(top)
    check_exercises(top)
    _check_points(top)
    _check_probes(top)
    _check_explanation(top)
    _check_misconceptions(top)
    _check_texts(top)


def _check_identifiers(top: View) -> None:
    if top["id"].text is not None and not IDENTIFIER.match(top["id"].text):
        top["id"].wrong(
            f"id {top['id'].text!r} must be a name fit for a folder: letters, digits, _ - ."
        )
    groups = {
        "question": [question["id"] for question in top["questions"]],
        "check": [check["id"] for check in checks_of(top)],
        "exercise": [exercise["id"] for exercise in top["exercises"]],
        "concept": [concept["id"] for concept in top["explanation"]["concepts"]],
        "misconception": [item["code"] for item in top["misconceptions"]],
    }
    for what, views in groups.items():
        first: dict[str, Place] = {}
        for view in views:
            if view.text is None:
                continue
            if view.text in first:
                line = view.source.line(first[view.text])
                view.wrong(f"two {what}s are called {view.text!r} (the first on line {line})")
            first.setdefault(view.text, view.place)


def _check_points(top: View) -> None:
    total = 0.0
    for question in top["questions"]:
        total += _check_sum(question, [check["points"] for check in question["checks"]])
    stated = top["points"].number
    if stated is not None and not math.isclose(stated, total, abs_tol=1e-9):
        top["points"].wrong(f"points is {stated:g}, but the checks add up to {total:g}")
    if top["questions"].data and total <= 0:
        top["questions"].wrong("no check gives any points")


def _check_sum(question: View, points: list[View]) -> float:
    total = 0.0
    for view in points:
        if view.number is not None and not math.isfinite(view.number):
            view.wrong(f"{dotted(view.place)} must be a finite number")
        else:
            total += view.number or 0.0
    stated = question["points"]
    if stated.number is not None and not math.isclose(stated.number, total, abs_tol=1e-9):
        stated.wrong(
            f"{dotted(stated.place)} is {stated.number:g}, but its checks add up to {total:g}"
        )
    return total


def _check_probes(top: View) -> None:
    probes = top["probes"]
    low = 1.3 if probes["low"].data is None else probes["low"].number
    high = 3.1 if probes["high"].data is None else probes["high"].number
    if low is None or high is None:
        return
    if not (math.isfinite(low) and math.isfinite(high)):
        probes.wrong("probes.low and probes.high must be finite numbers")
        return
    if high - low < 0.1:
        probes.wrong(
            f"probes.high ({high:g}) must be above probes.low ({low:g}) by at least 0.1, "
            "or the probe values can be guessed"
        )
        return
    special = {0.0: "0, where most formulas agree", 1.0: "1, where all powers agree"}
    for name in top["inputs"].keys():  # noqa: SIM118 - a view is no mapping
        for value in (item.number for item in flat(top["inputs"][name]["value"])):
            if value is None:
                continue
            special[value] = f"{value:g}, the prescribed value of {name}"
    for value, words in special.items():
        if low <= value <= high:
            probes.wrong(
                f"the probes' interval {low:g} to {high:g} contains {words}; a probe near it "
                "proves nothing"
            )


def _check_explanation(top: View) -> None:
    rule = top["explanation"]
    terms = [*top["roles"].keys(), *top["inputs"].keys()]
    for one in top["exercises"]:
        terms += one["roles"].keys()
    concepts = {view["id"].text: view for view in rule["concepts"] if view["id"].text}
    defined = [name for name in concepts if name is not None]
    named: set[str | None] = set()
    groups = [rule["all_of"], *rule["any_of"]]
    for group in groups:
        for entry in group:
            entry.must_name("concept", defined)
            named.add(entry.text)
    for group in groups[1:]:
        if group.data == []:
            group.wrong(f"{dotted(group.place)} must name at least one concept")
    for name, concept in concepts.items():
        if concept["required"].data is not False and name not in named:
            concept.wrong(
                f"concept {name!r} is required but neither all_of nor any_of names it; "
                "name it there or say `required: false`"
            )
        if not any(
            concept[kind][language].data
            for kind in ("phrases", "patterns")
            for language in _LANGUAGES
        ):
            concept.wrong(f"concept {name!r} has neither phrases nor patterns")
        for key in ("patterns", "negations"):
            _check_patterns(concept[key], terms)
        for key in ("phrases", "contradictions"):
            _check_patterns(concept[key], terms, marked=True)
    _check_patterns(rule["reversed"], terms, marked=True)
    _check_patterns(rule["wrong_derivatives"], terms)
    asked = [check for check in checks_of(top) if check["kind"].text == "explanation"]
    for check in asked:
        if not named:
            check.wrong(
                f"{dotted(check.place)} has kind explanation, but explanation.all_of and any_of "
                "name no concept"
            )
    if named and not asked and top["questions"].data:
        rule.wrong("explanation names concepts, but no check has the kind explanation")


def _check_patterns(phrases: View, terms: list[str], *, marked: bool = False) -> None:
    """Patterns must compile, and `{y1}` in them name a role; `marked` ones begin with "re:"."""
    for language in _LANGUAGES:
        for entry in phrases[language]:
            if entry.text is None or (marked and not entry.text.startswith(_PATTERN_MARK)):
                continue
            pattern = entry.text.removeprefix(_PATTERN_MARK)
            for name in _ROLE_IN_PATTERN.findall(pattern):
                if name not in terms:
                    tail = suggestion(name, terms)
                    entry.wrong(f"{dotted(entry.place)}: {{{name}}} is no role{tail}")
            try:
                re.compile(_ROLE_IN_PATTERN.sub("(?:x)", pattern))
            except re.error as error:
                entry.wrong(f"{dotted(entry.place)} is no regular expression: {error}")


def _check_misconceptions(top: View) -> None:
    exercises = {one["id"].text or "": one["roles"].keys() for one in top["exercises"]}
    first = next(iter(exercises.values()), top["roles"].keys())
    questions = [q["id"].text for q in top["questions"] if q["id"].text is not None]
    for item in top["misconceptions"]:
        _check_code(item["code"].text, item["code"])
        item["question"].must_name("question", [name for name in questions if name is not None])
        item["exercise"].must_name("exercise", list(exercises))
        roles = exercises.get(item["exercise"].text or "", first)
        for condition in item["when"]:
            condition["role"].must_name("role", roles)
            if condition.keys() == ["role"]:
                condition.wrong(f"{dotted(condition.place)} states nothing about the role")
        _check_fields(item["message"])
        _check_fields(item["hint"])
    for code in top["messages"].keys():  # noqa: SIM118 - a view is no mapping
        _check_code(code, top["messages"][code])


def _check_code(code: str | None, view: View) -> None:
    if code is not None and not CODE.match(code):
        view.wrong(f"code {code!r} must be lower-case letters, digits and _, as in copied_hint")


def _check_fields(words: View) -> None:
    """A field in braces that nobody fills would reach the student as it stands."""
    for language in _LANGUAGES:
        for name in _FIELD.findall(words[language].text or ""):
            if name not in MISCONCEPTION_FIELDS:
                words[language].wrong(
                    f"{dotted(words[language].place)}: there is no field {{{name}}}"
                    f"{suggestion(name, MISCONCEPTION_FIELDS)}"
                )


def _check_texts(view: View) -> None:
    """A text that must exist in both languages must not be blank in one."""
    data = view.data
    if isinstance(data, dict):
        for key in data:
            text = view[key].text
            if key in _LANGUAGES and text is not None and not text.strip():
                view[key].wrong(f"{dotted(view[key].place)} is blank; both zh and en are needed")
            _check_texts(view[key])
    elif isinstance(data, list):
        for item in view:
            _check_texts(item)
