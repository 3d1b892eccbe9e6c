"""Reads statements out of clauses: of whom, what, affirmed or denied, and in which world.

"由于 y2 没有被追踪，它的梯度不会回传，否则梯度是 5" reads as: y2 track denied (actual), y2 flow
denied (actual), x gradient 5 (counter). Verbs that cut ("中断", "detach") deny what they cut; a
denied cut affirms; "requires_grad = False" and "grad_fn 为 None" deny as well.

The world of a clause is "actual", or "counter" for what would be if the interruption were not
there, what one might expect, or what is asked. The condition of an if-clause is stated by nobody
and therefore in world "condition".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.explain.sentences import Clause, Sentence
from autograder.explain.words import Names, Token

PREDICATES = frozenset(
    {
        "track", "untracked", "graph", "grad_fn", "requires", "flow", "backprop", "join", "affect",
        "grad", "constant", "stop", "ignore", "no_grad",
    }
)  # fmt: skip
_CUTS = frozenset({"stop", "ignore"})
_NEGATORS = frozenset({"not", "stop", "ignore"})
_AFTER = frozenset({"stop", "ignore", "false", "none", "zero"})
_GAP = 8
_WITHOUT = re.compile(r"(?:时|的话|情况下|之前|then|前)\s*[,，]?\s*$")


@dataclass(frozen=True)
class Statement:
    """`subject` (a role, "no_grad" or "") is or is not (`affirmed`) `kind`, in `world`.

    `sentence` is the index of the sentence, `clause` the clause in it that says so; `explicit` is
    False when the subject was taken over from an earlier clause. `marked` is False where a verb
    may be but a noun ("y2 的追踪"), so that nothing may be affirmed.
    """

    subject: str
    kind: str
    affirmed: bool
    world: str
    sentence: int
    clause: int
    explicit: bool = True
    marked: bool = True


def read(sentences: tuple[Sentence, ...], names: Names) -> tuple[Statement, ...]:
    """Return every statement of the sentences, in order."""
    found: list[Statement] = []
    for index, sentence in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        worlds = worlds_of(sentence, names, following)
        topic = ""
        previous: tuple[tuple[str, bool], ...] = ()
        for number, clause in enumerate(sentence.clauses):
            subjects = _roles(clause, names)
            kinds = _predicates(clause)
            if not kinds and previous and subjects and _elliptic(clause):
                denied = clause.has("not")
                kinds = tuple(
                    (Token(kind, clause.end, clause.end, ""), not denied) for kind, _ in previous
                )
            for token, affirmed in kinds:
                for subject, explicit in _subjects_of(token, clause, names, topic):
                    found.append(
                        Statement(
                            subject,
                            token.tag,
                            affirmed,
                            worlds[number],
                            index,
                            number,
                            explicit,
                            _is_marked(token, clause),
                        )
                    )
            found += _only(clause, names, worlds[number], index, number)
            if kinds:
                previous = tuple((token.tag, affirmed) for token, affirmed in kinds)
            parts = [token.tag for token in subjects if token.tag in names.powers.values()]
            if parts:
                topic = parts[-1]
    return tuple(found)


# Worlds -----------------------------------------------------------------------------------------


def worlds_of(sentence: Sentence, names: Names, following: Sentence | None = None) -> list[str]:
    """Return the world of each clause of a sentence."""
    if sentence.question:
        return ["question"] * len(sentence.clauses)
    worlds: list[str] = []
    world = "actual"
    clauses = sentence.clauses
    for index, clause in enumerate(clauses):
        if clause.has("if") and _condition_like(clause):
            outcome = "actual" if _interrupts(clause) else "counter"
            last = index == len(clauses) - 1
            if (not clause.after_mark or last) and worlds and outcome == "counter":
                worlds[-1] = "counter"
            worlds.append("condition")
            world = outcome
            continue
        if clause.has("but", "actual", "because") or _enters(clause):
            world = "actual"
        if _leaves(clause):
            worlds.append(
                "condition"
                if _WITHOUT.search(sentence.source.text[clause.start : clause.end])
                else "counter"
            )
            if not clause.after_mark and len(worlds) > 1:
                worlds[-2] = "counter"
            world = "counter"
            continue
        if clause.has("hedge"):
            world = "counter"
        elif clause.has("should") and _contrast_follows(clauses[index + 1 :], following):
            worlds.append("counter")
            continue
        worlds.append(world)
    return worlds


def _condition_like(clause: Clause) -> bool:
    """Whether "当"/"when"/"如果" opens a condition; "当作" and the like are shielded words."""
    first = next(token for token in clause.tokens if token.tag == "if")
    if first.text in {"had"}:
        return clause.tokens[0] is first
    if first.text in {"当", "when", "whenever", "once", "一旦", "只要"}:
        return bool(_predicates(clause)) or clause.has("no_grad")
    return True


def _interrupts(clause: Clause) -> bool:
    """Whether the condition is the world of the exercise: tracking interrupted, or no_grad used."""
    kinds = _predicates(clause)
    guards = [affirmed for token, affirmed in kinds if token.tag == "no_grad"]
    if guards:
        return guards[0]
    states = [
        affirmed == (token.tag in {"stop", "constant", "untracked"})
        for token, affirmed in kinds
        if token.tag not in {"grad"}
    ]
    if states:
        return states[0]
    denials = [affirmed for token, affirmed in kinds if token.tag == "grad"]
    return bool(denials) and not denials[0]


def _enters(clause: Clause) -> bool:
    return any(token.tag == "no_grad" and affirmed for token, affirmed in _predicates(clause))


def _leaves(clause: Clause) -> bool:
    """Whether the clause sets no_grad aside: "不使用 no_grad 时", "without no_grad"."""
    return any(
        token.tag == "no_grad" and not affirmed for token, affirmed in _predicates(clause)
    ) or (
        clause.has("not")
        and bool(_CONDITION_END.search(_text(clause)))
        and any(t.tag in {"stop"} and not a for t, a in _predicates(clause))
    )


_CONDITION_END = re.compile(r"时|的话|情况下")


def _text(clause: Clause) -> str:
    return "".join(token.text for token in clause.tokens)


def _contrast_follows(rest: tuple[Clause, ...], following: Sentence | None) -> bool:
    if any(clause.has("but", "actual") or (clause.has("because")) for clause in rest):
        return True
    return (
        following is not None
        and bool(following.clauses)
        and following.clauses[0].has("but", "actual")
    )


# Predicates -------------------------------------------------------------------------------------


def _predicates(clause: Clause) -> tuple[tuple[Token, bool], ...]:
    """The predicates of a clause, each with whether it is affirmed."""
    words = clause.tokens
    found: list[tuple[Token, bool]] = []
    used: set[int] = set()
    for index, token in enumerate(words):
        if token.tag not in PREDICATES or token.tag in _CUTS:
            continue
        group = _negators_before(words, index) or _negators_after(words, index)
        used.update(group)
        denied = len(group) % 2 == 1
        kind = token
        if token.tag == "untracked":
            kind = Token("track", token.start, token.end, token.text)
            denied = not denied
        elif token.tag == "grad":
            cuts = any(words[place].tag == "stop" for place in group)
            computed = any(
                words[place].tag in {"compute", "join"}
                for place in range(max(group, default=index), index)
            )
            if group and (cuts or computed):
                kind = Token("track", token.start, token.end, token.text)
        elif token.tag == "backprop" and group:
            kind = Token("flow", token.start, token.end, token.text)
        found.append((kind, not denied))
        if token.tag == "flow" and any(words[place].tag == "stop" for place in group):
            found.append((Token("track", token.start, token.end, token.text), not denied))
    for index, token in enumerate(words):
        if token.tag in _CUTS and index not in used:
            affirmed = len(_negators_before(words, index)) % 2 == 0
            if token.tag == "ignore":
                # What is left out does not flow back, whether or not it is tracked.
                token = Token("flow", token.start, token.end, token.text)
                affirmed = not affirmed
            found.append((token, affirmed))
    return tuple(found)


def _negators_before(words: tuple[Token, ...], index: int) -> list[int]:
    group: list[int] = []
    for place in range(index - 1, -1, -1):
        token = words[place]
        if token.tag in _NEGATORS:
            if group and words[group[-1]].start - token.end > _GAP:
                break
            group.append(place)
        elif token.tag in {"no_grad", "false", "none"} and not group:
            if words[index].tag == "no_grad":
                continue
            break
        elif (token.tag in PREDICATES and (group or not _same_object(words, place, index))) or (
            group and token.tag not in {"also", "compute", "all"}
        ):
            break
    return group


def _same_object(words: tuple[Token, ...], first: int, second: int) -> bool:
    """Whether two predicates stand together: "不记录计算图", "no gradient flows"."""
    between = [token.tag for token in words[first + 1 : second]]
    near = words[second].start - words[first].end <= 10
    return near and not any(tag in {"not", "stop", "also", "false"} for tag in between)


def _negators_after(words: tuple[Token, ...], index: int) -> list[int]:
    group: list[int] = []
    if words[index].tag == "no_grad":
        return group
    for place in range(index + 1, len(words)):
        token = words[place]
        if token.tag in _AFTER or (token.tag == "number" and _zero(words, index, place)):
            group.append(place)
            following = words[place + 1].tag if place + 1 < len(words) else ""
            if token.tag in _CUTS and following in PREDICATES - _CUTS:
                return []
            return group
        if token.tag == "not":
            group.append(place)
        elif token.tag in PREDICATES or token.tag in {"true"}:
            break
    return []


def _zero(words: tuple[Token, ...], index: int, place: int) -> bool:
    number = words[place]
    return (
        words[index].tag in {"grad", "flow", "affect"}
        and number.start - words[index].end <= 12
        and float(number.text) == 0.0
    )


def _elliptic(clause: Clause) -> bool:
    """Whether "y2 does not" or "y2 也一样" leaves the verb to the clause before."""
    return clause.has("not") and not clause.has("number", "false", "none")


def _is_marked(predicate: Token, clause: Clause) -> bool:
    """Whether a helping verb, a switch or an ending shows that the predicate is asserted."""
    if predicate.tag == "flow" and predicate.text.isascii() and predicate.text.endswith("s"):
        return True
    for token in clause.tokens:
        if token.tag in {"also", "on"} and 0 <= predicate.start - token.end <= 12:
            return True
        if token.tag == "true" and token.start >= predicate.end:
            return True
    return False


# Subjects ---------------------------------------------------------------------------------------


def _roles(clause: Clause, names: Names) -> list[Token]:
    roles = {names.total, names.wrt, *names.powers.values()}
    return [token for token in clause.tokens if token.tag in roles]


def _subjects_of(
    predicate: Token, clause: Clause, names: Names, topic: str
) -> list[tuple[str, bool]]:
    roles = _roles(clause, names)
    parts = [token for token in roles if token.tag in names.powers.values()]
    if predicate.tag == "grad" and predicate.text in names.powers.values():
        return [(predicate.text, True)]
    if parts:
        before = [token for token in parts if token.start < predicate.start]
        if not before and _only_between(predicate, parts[0], clause):
            # "中断后只有 y1": what is cut is not what remains.
            return [(topic, False)]
        nearest = before[-1] if before else parts[0]
        group = {nearest.tag}
        if clause.has("all", "and"):
            place = parts.index(nearest)
            for other in parts[:place][-1:] if before else parts[1:2]:
                if _joined(other, nearest, clause):
                    group.add(other.tag)
        return [(tag, True) for tag in sorted(group)]
    if roles:
        before = [token for token in roles if token.start <= predicate.start]
        subject = (before[-1] if before else roles[0]).tag
        if topic and clause.has("pronoun"):
            return [(topic, False)]
        return [(subject, True)]
    if topic:
        return [(topic, False)]
    return [("no_grad" if clause.has("no_grad") else "", True)]


def _only_between(predicate: Token, role: Token, clause: Clause) -> bool:
    return any(
        token.tag in {"only", "remain"} and predicate.end <= token.start < role.start
        for token in clause.tokens
    )


def _joined(one: Token, other: Token, clause: Clause) -> bool:
    first, second = sorted((one, other), key=lambda token: token.start)
    between = [token.tag for token in clause.tokens if first.end <= token.start < second.start]
    return between in (["and"], ["and", "all"]) and second.start - first.end <= 6


def _only(clause: Clause, names: Names, world: str, sentence: int, number: int) -> list[Statement]:
    """ "只有 y1", "only y1", "y1 alone", "y1 is the only one": who is singled out."""
    roles = [token for token in _roles(clause, names) if token.tag in names.powers.values()]
    found = []
    for index, token in enumerate(clause.tokens):
        if token.tag not in {"only"} or not roles:
            continue
        after = [role for role in roles if role.start >= token.end]
        before = [role for role in roles if role.end <= token.start]
        if after and not (before and token.text in {"alone"}):
            chosen = after[0]
        elif before and (token.text.isascii() or token.text == "唯一"):
            chosen = before[-1]
        else:
            continue
        denied = index > 0 and clause.tokens[index - 1].tag == "not"
        found.append(Statement(chosen.tag, "only", not denied, world, sentence, number))
    return found
