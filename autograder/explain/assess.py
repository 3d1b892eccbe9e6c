"""Reads the written explanation as a whole: passages, concepts, claims, findings, share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.explain import expected
from autograder.explain import findings as found
from autograder.explain.boilerplate import boilerplate_of
from autograder.explain.claims import Stated, claims, place
from autograder.explain.concepts import (
    all_worlds,
    matcher,
    matcher_of,
    said_by,
)
from autograder.explain.derivatives import setting_of, wrong_derivatives
from autograder.explain.elsewhere import elsewhere
from autograder.explain.equations import equations
from autograder.explain.facts import Facts
from autograder.explain.fragments import fragment_lists
from autograder.explain.keywords import is_keyword_list, keyword_count
from autograder.explain.language import language_of
from autograder.explain.model import Coverage, Explanation, Passage, TextFinding
from autograder.explain.names import names_of
from autograder.explain.opposites import (
    Reading,
    both_ways,
    opposites,
    reversed_sentences,
    untrue_of,
)
from autograder.explain.own_words import PRINT_LABEL, OwnSentence, own_sentences
from autograder.explain.passages import passages
from autograder.explain.reader import read
from autograder.explain.sentences import width
from autograder.explain.words import Names
from autograder.extract.document import Document
from autograder.spec.model import Assignment, ExplanationRule, Phrases

_KEPT = {
    "explanation_reversed": 0.5,
    "explanation_contradicts_result": 0.5,
    "explanation_wrong_derivative": 0.75,
}
"""What is left of the share after a wrong statement of each kind."""
_MOST_QUOTES = 3
_DERIVES = re.compile(r"(?:[a-z]\d?'|d[a-z]\d?/d[a-z]|grad\w*)\s*(?:\([a-z]\)\s*)?=")
"""A formula for the derivative needs no words around it."""
_REMARKS = frozenset({"comment", "print"})
_PROSE = frozenset({"markdown", "file"})
_WOULD_BE = re.compile(r"正确|应该|应为|应当|本应|\b(?:right|correct|true|should|expected)\b")
_SHORT = 5
"""Characters of a sentence that may be an answer to another question ("不知道")."""
_LONG_REMARK = 20
"""Columns of one remark that tells more than what the line beside it does."""


def assess(document: Document, assignment: Assignment, facts: Facts) -> Explanation:
    """Return what the student's own words say of the result, judged by the assignment's rule.

    `facts` is what their own program really gave; it decides whether a stated gradient agrees.
    """
    rule = assignment.explanation
    names = names_of(assignment, document)
    texts = passages(document, facts)
    found_words = own_sentences(texts, names, boilerplate_of(assignment))
    listed = [item for item in _listed(found_words, names) if not item.copied]
    own = tuple(item for item in found_words if not item.copied)
    only_keywords = bool(listed)
    kept = tuple(item for item in own if item not in listed)
    sentences = tuple(item.sentence for item in kept)
    worlds = all_worlds(sentences)
    statements = read(sentences, names, worlds)
    said = (
        said_by(sentences, statements, strict=False),
        said_by(sentences, statements, strict=True),
    )
    reading = Reading(kept, sentences, said, statements, worlds, names_of(assignment))

    others = _elsewhere(assignment, kept, names)
    equal = tuple(tuple(equations(sentence, names)) for sentence in sentences)
    stated = [
        item
        for item in claims(kept, equal, statements, worlds, names, facts=facts, texts=texts)
        if item.sentence not in others and _may_contradict(item, assignment, kept)
    ]
    # "x.grad 是 0" or "None" is judged by what the program gave, and once is enough.
    judged = {s.sentence for s in stated if not s.claim.value}
    reading = replace(reading, untrue=untrue_of(statements, assignment, facts))
    against = [i for i in reversed_sentences(rule, reading) if i not in judged and i not in others]
    concepts = _coverage(rule, reading, against)
    wrong = wrong_derivatives(kept, equal, names, setting_of(document))
    wrong += [(i, kept[i].sentence.quote) for i in _patterns(rule.wrong_derivatives, reading)]
    wrong = [(i, part) for i, part in wrong if i not in others]

    if against and not found.missing_groups(rule, concepts):
        # Said rightly and in full elsewhere: a sentence that seems to deny it is misread.
        misread = {index for index, _ in both_ways(reading, whole_text=True)}
        if facts.ran:
            # "The gradient cannot be computed" is then said of another exercise, or of a mistake.
            misread |= set(against) - set(opposites(rule, reading))
        against = [i for i in against if i not in misread]
    findings: list[TextFinding] = [found.reversed_statement(kept[i]) for i in against[:1]]
    hoped_for = set() if facts.ran else expected.asked_for(assignment)
    if facts.ran and any(s.claim.agrees and s.claim.value == facts.graded for s in stated):
        # Whoever states what came out speaks of something else with the other numbers: of a
        # comparison, or of one term. Only a value called the right one contradicts.
        hoped_for = expected.of_terms(assignment)
    whole = max((value for value in hoped_for if value is not None), default=0.0)
    disagreeing = [
        s
        for s in stated
        if not s.claim.agrees
        and (
            s.claim.value not in hoped_for
            or _called_right(s, kept)
            or (s.equation.kind == "output" and s.claim.value != whole)
        )
    ]
    findings += [found.contradiction(s, kept[s.sentence], facts) for s in disagreeing[:1]]
    findings += [found.wrong_derivative(kept[i], part) for i, part in wrong[:1]]
    missing = found.missing_groups(rule, concepts)
    states = any(kept[s.sentence].passage.source in _PROSE for s in stated)
    explains = bool(findings) or not missing or states or _explains(rule, kept, concepts)
    if only_keywords and not explains:
        findings.append(found.keyword_list(listed))
    elif not explains:
        findings.append(found.NOTHING_WRITTEN)
    elif missing:
        findings.append(found.incomplete(rule, missing, kept))
    if not explains:
        concepts = {name: Coverage(False) for name in concepts}
    return Explanation(
        passages=_passages(kept if explains else own),
        concepts=concepts,
        claims=tuple(item.claim for item in stated),
        findings=tuple(findings),
        share=_share(rule, len(missing), findings) if explains else 0.0,
        language=language_of(item.sentence.quote for item in own),
    )


def _may_contradict(item: Stated, assignment: Assignment, own: tuple[OwnSentence, ...]) -> bool:
    """Where no one number is the gradient, none that is named can be held against it; and between
    several exercises x.grad may well be 0 or None."""
    if assignment.start is None:
        return False
    if not assignment.exercises:
        return True
    # Of several exercises, "the result is 128" may be said of any number, and "24 would be right".
    clause = own[item.sentence].sentence.clauses[item.equation.clause]
    would_be = _WOULD_BE.search(clause.text) is not None or len(item.equation.parts) > 1
    if item.claim.value in expected.of_one_backward(assignment):
        # It may never stand in x.grad by itself.
        return False
    return bool(item.claim.value) and item.equation.kind == "gradient" and not would_be


def _elsewhere(
    assignment: Assignment, own: tuple[OwnSentence, ...], names: Names
) -> frozenset[int]:
    """The sentences that are of another task; a task of several exercises speaks of many things,
    and none of its sentences can be told to be of another."""
    if assignment.start is None or assignment.exercises:
        return frozenset()
    return elsewhere(own, names, assignment.start)


def _listed(own: tuple[OwnSentence, ...], names: Names) -> list[OwnSentence]:
    """The sentences that only name things, where several do; a block of remarks narrates."""
    listed = [item for item in own if keyword_count(item.sentence, names) >= _least(item)]
    if is_keyword_list([item.sentence for item in listed], names):
        listed = [item for item in own if keyword_count(item.sentence, names, in_list=True)]
    else:
        listed = []
    for remarks in (False, True):
        some = [i.sentence for i in own if (i.passage.source in _REMARKS) == remarks]
        lists = {id(one) for one in fragment_lists(some, names, lines=not remarks)}
        listed += [item for item in own if id(item.sentence) in lists and item not in listed]
    return [item for item in own if item in listed]


def _least(item: OwnSentence) -> int:
    """How many keywords make an entry of a list; "# 反向传播" beside its line narrates it."""
    return 2 if item.passage.source in _REMARKS else 1


def _explains(
    rule: ExplanationRule, own: tuple[OwnSentence, ...], concepts: dict[str, Coverage]
) -> bool:
    """Whether there is an explanation at all; in prose, a short sentence with a point is one."""
    if any(item.telling for item in own):
        return True
    prose = {i.sentence.quote for i in own if i.passage.source in _PROSE or _told_outright(i, own)}
    required = {*rule.all_of, *(name for group in rule.any_of for name in group)}
    return any(not prose.isdisjoint(concepts[name].quotes) for name in required & set(concepts))


def _patterns(patterns: Phrases, reading: Reading) -> list[int]:
    return reading.matching(matcher(patterns=patterns, names=reading.rubric))


def _coverage(rule: ExplanationRule, reading: Reading, against: list[int]) -> dict[str, Coverage]:
    covered: dict[str, Coverage] = {}
    for concept in rule.concepts:
        hits = [
            reading.own[i]
            for i in reading.matching(matcher_of(concept, reading.rubric))
            if i not in against
            and (
                reading.own[i].telling
                or _told_outright(reading.own[i], reading.own)
                or _speaks_of_a_term(i, reading)
                or _DERIVES.match(reading.own[i].sentence.text)
            )
        ]
        quotes = tuple(dict.fromkeys(item.sentence.quote for item in hits))
        covered[concept.id] = Coverage(bool(hits), quotes[:_MOST_QUOTES])
    return covered


def _told_outright(item: OwnSentence, own: Sequence[OwnSentence]) -> bool:
    """Whether a sentence stands in prose, or in a remark of several sentences, and is no heading:
    what a concept's pattern finds there is said, whatever the words of the reader's own lists."""
    sentence, passage = item.sentence, item.passage
    if sentence.heading or sentence.question or len(sentence.text) < _SHORT:
        return False
    if passage.source in _PROSE or passage.source == "docstring":
        return True
    if passage.source == "print" and PRINT_LABEL.search(sentence.text):
        return False
    alone = sum(other.passage is passage for other in own) == 1
    return not alone or width(sentence.text) >= _LONG_REMARK


def _speaks_of_a_term(index: int, reading: Reading) -> bool:
    """Whether a remark says of whom it speaks; a heading or "# 中断追踪" does not."""
    terms = set(reading.rubric.powers.values())
    return not reading.own[index].sentence.heading and any(
        s.sentence == index and s.subject in terms for s in reading.statements
    )


def _called_right(stated: Stated, own: tuple[OwnSentence, ...]) -> bool:
    return own[stated.sentence].sentence.clauses[stated.equation.clause].has("normative")


def _share(rule: ExplanationRule, missing: int, findings: list[TextFinding]) -> float:
    members = len(rule.all_of) + len(rule.any_of)
    share = 1.0 - missing / members if members else 1.0
    for finding in findings:
        share *= _KEPT.get(finding.code, 1.0)
    return share


def _passages(own: tuple[OwnSentence, ...]) -> tuple[Passage, ...]:
    """The student's own words: neighbouring sentences of one passage together, as written."""
    joined: list[Passage] = []
    last: tuple[Passage, int] | None = None
    for item in own:
        source = item.sentence.source
        first, end = source.span(item.sentence.start, item.sentence.end)
        if last is not None and last[0] is item.passage:
            # Sentences read from one row of a table stand for the same wording.
            first = max(first, last[1])
            if end <= first:
                continue
        text = source.original[first:end]
        if last is not None and last[0] is item.passage:
            between = source.original[last[1] : first]
            if not between.strip() and "\n\n" not in between:
                earlier = joined.pop()
                text = earlier.text + between + text
                joined.append(Passage(text, earlier.where, earlier.source))
                last = (item.passage, end)
                continue
        where = place(item)
        joined.append(Passage(text, where, item.passage.source))
        last = (item.passage, end)
    return tuple(joined)
