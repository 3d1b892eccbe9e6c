"""Puts what was read into findings, with the fields that their wording needs.

Fields: `missing` (concept ids, alternatives parted by "|"), `missing_zh`, `missing_en`, `hint_zh`,
`hint_en` of explanation_incomplete; `claimed`, `actual`, `gave_zh`, `gave_en` of
explanation_contradicts_result; `part` of explanation_wrong_derivative.
"""

from __future__ import annotations

from autograder.explain.claims import Stated, place
from autograder.explain.facts import Facts
from autograder.explain.model import Coverage, TextFinding
from autograder.explain.own_words import OwnSentence
from autograder.extract.document import Where
from autograder.spec.model import ExplanationRule

NOTHING_WRITTEN = TextFinding("explanation_missing", "", Where(), {})


def reversed_statement(item: OwnSentence) -> TextFinding:
    """A sentence that says the opposite of what happens."""
    return TextFinding("explanation_reversed", item.sentence.quote, place(item), {})


def contradiction(stated: Stated, item: OwnSentence, facts: Facts) -> TextFinding:
    """A gradient that the program does not give."""
    actual = ", ".join(_number(value) for value in facts.gradients)
    detail = {
        "claimed": _number(stated.claim.value),
        "actual": actual,
        "gave_zh": f"得到的是 {actual}" if actual else "没有得到梯度",
        "gave_en": f"gives {actual}" if actual else "gives no gradient",
    }
    return TextFinding("explanation_contradicts_result", stated.claim.text, place(item), detail)


def _number(value: float | None) -> str:
    return "None" if value is None else f"{value:g}"


def wrong_derivative(item: OwnSentence, part: str) -> TextFinding:
    """A derivative worked out wrongly; `part` is where."""
    quote = item.sentence.quote
    return TextFinding("explanation_wrong_derivative", quote, place(item), {"part": part})


def keyword_list(items: list[OwnSentence]) -> TextFinding:
    """Keywords in place of an explanation."""
    quote = "\n".join(item.sentence.quote for item in items)
    return TextFinding("explanation_keyword_list", quote, place(items[0]), {})


def missing_groups(rule: ExplanationRule, concepts: dict[str, Coverage]) -> list[tuple[str, ...]]:
    """What a full explanation still lacks: concept ids, one of each tuple."""
    groups = [(name,) for name in rule.all_of] + [tuple(group) for group in rule.any_of]
    return [
        group
        for group in groups
        if not any(concepts[name].covered for name in group if name in concepts)
    ]


def incomplete(
    rule: ExplanationRule, missing: list[tuple[str, ...]], own: tuple[OwnSentence, ...]
) -> TextFinding:
    """Required ideas that are not there yet, resting on the first sentence that explains."""
    by_id = {concept.id: concept for concept in rule.concepts}
    detail = {"missing": ",".join("|".join(group) for group in missing)}
    for language, either, comma in (("zh", "或", "；"), ("en", " or ", "; ")):
        detail[f"missing_{language}"] = comma.join(
            either.join(by_id[name].title.in_(language) for name in group if name in by_id)
            for group in missing
        )
        first = next((by_id[name] for name in missing[0] if name in by_id), None)
        detail[f"hint_{language}"] = first.hint.in_(language) if first else ""
    item = next((item for item in own if item.telling), own[0] if own else None)
    if item is None:
        return TextFinding("explanation_incomplete", "", Where(), detail)
    return TextFinding("explanation_incomplete", item.sentence.quote, place(item), detail)
