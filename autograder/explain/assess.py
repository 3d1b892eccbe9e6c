"""Reads the written explanation as a whole: passages, concepts, claims, findings, share."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.explain.boilerplate import boilerplate_of
from autograder.explain.claims import Stated, claims, place
from autograder.explain.concepts import all_worlds, matcher, matcher_of, opposite_of
from autograder.explain.derivatives import setting_of, wrong_derivatives
from autograder.explain.facts import Facts
from autograder.explain.keywords import is_keyword_list, keyword_count
from autograder.explain.language import language_of
from autograder.explain.model import Coverage, Explanation, Passage, TextFinding
from autograder.explain.names import names_of
from autograder.explain.own_words import OwnSentence, own_sentences
from autograder.explain.passages import passages
from autograder.explain.reader import Statement, read
from autograder.explain.words import Names
from autograder.extract.document import Document, Where
from autograder.spec.model import Assignment, ExplanationRule, Phrases

_NOWHERE = Where()
_WRONG_STATEMENT = 0.5
_WRONG_DERIVATIVE = 0.75
_MOST_QUOTES = 3


@dataclass(frozen=True)
class _Reading:
    own: tuple[OwnSentence, ...]
    statements: tuple[Statement, ...]
    worlds: tuple[list[str], ...]
    names: Names

    def matching(self, rule_matcher: object, *, strict: bool = False) -> list[int]:
        from autograder.explain.concepts import Matcher

        assert isinstance(rule_matcher, Matcher)
        sentences = tuple(item.sentence for item in self.own)
        return rule_matcher.sentences(sentences, self.statements, self.worlds, strict=strict)


def assess(document: Document, assignment: Assignment, facts: Facts) -> Explanation:
    """Return what the student's own words say of the result, judged by the assignment's rule.

    `facts` is what their own program really gave; it decides whether a stated gradient agrees.
    """
    rule = assignment.explanation
    names = names_of(assignment, document)
    own = own_sentences(passages(document, facts), names, boilerplate_of(assignment))
    listed = [i for i, item in enumerate(own) if keyword_count(item.sentence)]
    keyword_list = is_keyword_list([own[i].sentence for i in listed])
    kept = tuple(item for i, item in enumerate(own) if not (keyword_list and i in listed))
    sentences = tuple(item.sentence for item in kept)
    reading = _Reading(kept, read(sentences, names), all_worlds(sentences, names), names)
    rubric_names = names_of(assignment)

    reversed_at = _reversed(rule, reading, rubric_names)
    concepts = _coverage(rule, reading, rubric_names, reversed_at)
    stated = claims(kept, reading.worlds, names, facts)
    told = any(item.telling for item in kept) or any(
        c.covered and _required(rule, id_) and _telling_hit(kept, c) for id_, c in concepts.items()
    )
    wrong = wrong_derivatives(kept, names, setting_of(document))
    wrong += [
        (i, kept[i].sentence.quote)
        for i in _pattern_hits(rule.wrong_derivatives, reading, rubric_names)
    ]

    findings: list[TextFinding] = []
    findings += _reversed_findings(reversed_at, reading)
    findings += _contradictions(stated, reading, facts)
    findings += _wrong_findings(wrong, reading)
    spoken = told or bool(findings)
    missing = _missing(rule, concepts)
    if keyword_list and not told:
        first = own[listed[0]]
        quote = "\n".join(own[i].sentence.quote for i in listed)
        findings.append(TextFinding("explanation_keyword_list", quote, place(first), {}))
    elif not spoken:
        findings.append(TextFinding("explanation_missing", "", _NOWHERE, {}))
    elif missing:
        findings.append(_incomplete(rule, missing, kept))
    share = _share(rule, concepts, findings) if spoken else 0.0
    return Explanation(
        passages=_passages(kept if spoken or not keyword_list else own),
        concepts=concepts,
        claims=tuple(item.claim for item in stated),
        findings=tuple(findings),
        share=share,
        language=language_of(item.sentence.quote for item in own),
    )


def _telling_hit(kept: tuple[OwnSentence, ...], coverage: Coverage) -> bool:
    """Whether a covering sentence stands in prose, where even a short one is an answer."""
    prose = {i.sentence.quote for i in kept if i.passage.source in {"markdown", "file"}}
    return any(quote in prose for quote in coverage.quotes)


def _required(rule: ExplanationRule, concept: str) -> bool:
    return concept in rule.all_of or any(concept in group for group in rule.any_of)


def _reversed(rule: ExplanationRule, reading: _Reading, names: Names) -> list[int]:
    general = matcher(rule.reversed, Phrases(), Phrases(), names)
    found = reading.matching(general, strict=True)
    for concept in rule.concepts:
        found += reading.matching(opposite_of(concept, names), strict=True)
    return sorted(set(found))


def _pattern_hits(patterns: Phrases, reading: _Reading, names: Names) -> list[int]:
    return reading.matching(matcher(Phrases(), patterns, Phrases(), names))


def _coverage(
    rule: ExplanationRule, reading: _Reading, names: Names, reversed_at: list[int]
) -> dict[str, Coverage]:
    found: dict[str, Coverage] = {}
    for concept in rule.concepts:
        against = set(reading.matching(opposite_of(concept, names), strict=True))
        hits = [i for i in reading.matching(matcher_of(concept, names)) if i not in against]
        hits = [i for i in hits if _counts(reading.own[i])]
        quotes = tuple(dict.fromkeys(reading.own[i].sentence.quote for i in hits))
        found[concept.id] = Coverage(bool(hits), quotes[:_MOST_QUOTES])
    del reversed_at
    return found


def _counts(item: OwnSentence) -> bool:
    """Whether a sentence may cover a concept: a heading or the label of a print does not."""
    return item.telling or not item.sentence.heading


def _reversed_findings(hits: list[int], reading: _Reading) -> list[TextFinding]:
    return [
        TextFinding(
            "explanation_reversed", reading.own[i].sentence.quote, place(reading.own[i]), {}
        )
        for i in hits[:1]
    ]


def _contradictions(stated: list[Stated], reading: _Reading, facts: Facts) -> list[TextFinding]:
    wrong = [item for item in stated if not item.claim.agrees]
    if not wrong:
        return []
    first = wrong[0]
    detail = {
        "claimed": _number(first.claim.value),
        "actual": ", ".join(_number(value) for value in facts.gradients),
    }
    return [
        TextFinding(
            "explanation_contradicts_result",
            first.claim.text,
            place(reading.own[first.sentence]),
            detail,
        )
    ]


def _number(value: float | None) -> str:
    return "None" if value is None else f"{value:g}"


def _wrong_findings(wrong: list[tuple[int, str]], reading: _Reading) -> list[TextFinding]:
    return [
        TextFinding(
            "explanation_wrong_derivative",
            reading.own[i].sentence.quote,
            place(reading.own[i]),
            {"part": part},
        )
        for i, part in wrong[:1]
    ]


def _missing(rule: ExplanationRule, concepts: dict[str, Coverage]) -> list[tuple[str, ...]]:
    groups = [(name,) for name in rule.all_of] + [tuple(group) for group in rule.any_of]
    return [
        group
        for group in groups
        if not any(concepts[name].covered for name in group if name in concepts)
    ]


def _incomplete(
    rule: ExplanationRule, missing: list[tuple[str, ...]], kept: tuple[OwnSentence, ...]
) -> TextFinding:
    """`missing` lists concept ids, alternatives parted by "|"; the others word them."""
    by_id = {concept.id: concept for concept in rule.concepts}
    detail = {"missing": ",".join("|".join(group) for group in missing)}
    for language, either, comma in (("zh", "或", "；"), ("en", " or ", "; ")):
        detail[f"missing_{language}"] = comma.join(
            either.join(by_id[name].title.in_(language) for name in group if name in by_id)
            for group in missing
        )
        first = next((by_id[name] for name in missing[0] if name in by_id), None)
        detail[f"hint_{language}"] = first.hint.in_(language) if first else ""
    telling = next((item for item in kept if item.telling), kept[0] if kept else None)
    if telling is None:
        return TextFinding("explanation_incomplete", "", _NOWHERE, detail)
    return TextFinding("explanation_incomplete", telling.sentence.quote, place(telling), detail)


def _share(
    rule: ExplanationRule, concepts: dict[str, Coverage], findings: list[TextFinding]
) -> float:
    members = len(rule.all_of) + len(rule.any_of)
    share = 1.0 if not members else 1.0 - len(_missing(rule, concepts)) / members
    codes = {finding.code for finding in findings}
    for code, factor in (
        ("explanation_reversed", _WRONG_STATEMENT),
        ("explanation_contradicts_result", _WRONG_STATEMENT),
        ("explanation_wrong_derivative", _WRONG_DERIVATIVE),
    ):
        if code in codes:
            share *= factor
    return share


def _passages(own: tuple[OwnSentence, ...]) -> tuple[Passage, ...]:
    """The student's own words: neighbouring sentences of one passage together, as written."""
    found: list[Passage] = []
    last: tuple[OwnSentence, int] | None = None
    for item in own:
        first, end = item.sentence.source.span(item.sentence.start, item.sentence.end)
        original = item.sentence.source.original
        if last is not None and last[0].passage is item.passage:
            between = original[last[1] : first]
            if not between.strip() and "\n\n" not in between:
                earlier = found.pop()
                text = earlier.text + between + original[first:end]
                found.append(Passage(text, earlier.where, earlier.source))
                last = (item, end)
                continue
        found.append(Passage(original[first:end], place(item), item.passage.source))
        last = (item, end)
    return tuple(found)
