"""Reads statements out of clauses: of whom, what, affirmed or denied, and in which world.

"由于 y2 没有被追踪，它的梯度不会回传，否则梯度是 5" reads as: y2 track denied (actual), y2 flow
denied (actual), and what is left is said of the counter world (see `worlds`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from autograder.explain.denials import CUTS
from autograder.explain.lexicon import is_own
from autograder.explain.predicates import Predicate, predicates
from autograder.explain.sentences import Clause, Sentence
from autograder.explain.words import Names, Token
from autograder.explain.worlds import resumes, worlds_of

_TARGETED = frozenset({"flow", "affect", "join", "track", "grad"})
_TAKEN = re.compile(
    r"\b(?:acts?|behav\w+|treat\w*|regard\w*|seen|consider\w*|view\w*|counts?|works?)\b[^,.;]{0,16}\Z"
)
_MADE = re.compile(
    r"\b(?:(?:makes?|made|becomes?|became)\b[^,.;]{0,24}"
    r"|(?:keeps?|retains?|holds?) (?:its |a |the )?)\Z"
)
_TOWARDS = re.compile(r"\b(?:to|into|towards?|onto|on to|reach\w*|at)\s+(?:the\s+|both\s+)*\Z")
_NOUNS = frozenset({"grad", "backprop"})
_HANDED = re.compile(r"(?:给|传到|传回|流到|回到|传向|\b(?:to|into|onto|reach\w*)(?: the)?) ?\Z")
_TO = re.compile(
    r"(?:对|对于|向|给|到|往|至|关于|与|和|to|into|"
    r"for|of|on|onto|reach\w*|with respect to)\s*(?:the\s+)?$"
)


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


def read(
    sentences: tuple[Sentence, ...], names: Names, known: tuple[list[str], ...] = ()
) -> tuple[Statement, ...]:
    """Return every statement of the sentences, in order; `known` worlds are not found again."""
    found: list[Statement] = []
    topic = spoken_of = ""
    firm = guarded = False
    verbs: tuple[Token, ...] = ()
    for index, sentence in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if index and sentence.source is not sentences[index - 1].source:
            topic, verbs, firm, guarded, spoken_of = "", (), False, False, ""
        worlds = known[index] if known else worlds_of(sentence, following)
        for number, clause in enumerate(sentence.clauses):
            kinds = predicates(clause)
            if verbs and (not kinds or _breaks_off(clause, kinds)):
                kinds = _left_out(clause, verbs, names, bool(kinds)) or kinds
            for token, affirmed in kinds:
                if affirmed and clause.has("forward") and token.tag in _TARGETED:
                    continue
                if affirmed and token.tag == "flow" and _arrives(token, clause, names):
                    continue
                subjects = (
                    _own_subjects(token, clause, names, spoken_of)
                    if is_own(token.tag)
                    else _subjects(token, clause, names, topic)
                )
                for subject, explicit in subjects:
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
            if guarded and resumes(clause):
                # "不加 no_grad 是 5，加了之后…" speaks of no_grad again.
                found.append(Statement("no_grad", "no_grad", True, worlds[number], index, number))
            guarded = guarded or clause.has("no_grad")
            found += _singled_out(clause, names, worlds[number], index, number)
            if any(t.tag not in _NOUNS for t, _ in kinds):
                verbs = tuple(
                    Token(t.tag, 1 << 30, 1 << 30, "") for t, _ in kinds if t.tag not in _NOUNS
                )
            named = _named(clause, names)
            spoken_of = named[-1].tag if named else spoken_of
            parts = _parts(clause, names)
            # "2x" speaks of a derivative, and of its term only where nothing else is spoken of.
            by_name = [token for token in parts if not token.text[0].isdigit()]
            if by_name or (parts and not firm):
                topic = (by_name or parts)[-1].tag
                firm = bool(by_name)
            elif not topic and clause.has("no_grad"):
                topic = "no_grad"
    return tuple(found)


def _arrives(predicate: Token, clause: Clause, names: Names) -> bool:
    """Whether it is to a term that something flows: "flows to y1 and y2", as it always does."""
    after = next((t for t in _parts(clause, names) if t.start >= predicate.end), None)
    return (
        after is not None
        and _TOWARDS.search(clause.source, predicate.start, after.start) is not None
    )


def _breaks_off(clause: Clause, kinds: tuple[Predicate, ...]) -> bool:
    """Whether "the backward signal doesn't" ends before its verb."""
    last = clause.tokens[-1]
    return (
        last.tag == "not"
        and last.text.endswith(("n't", "nt", "not"))
        and all(token.tag in _NOUNS for token, _ in kinds)
    )


def _left_out(
    clause: Clause, verbs: tuple[Token, ...], names: Names, named: bool
) -> tuple[Predicate, ...]:
    """What "y2 does not", "y2 不会" or "y2 的是 False" says with the verb of the clause before."""
    named = (
        named or bool(_parts(clause, names)) or (clause.has("pronoun") and len(clause.tokens) <= 4)
    )
    if not named:
        return ()
    if clause.has("false", "none", "true"):
        flags = [verb for verb in verbs if verb.tag in {"requires", "grad_fn"}]
        denied = clause.has("false", "none") != clause.has("not")
        return tuple((verb, not denied) for verb in flags[:1])
    if clause.has("number"):
        return ()
    return tuple((verb, False) for verb in verbs) if _denies(clause) else ()


def _denies(clause: Clause) -> bool:
    return any(t.tag == "not" and t.text not in {"without", "w/o"} for t in clause.tokens)


_DARK = re.compile("[断绝丧失缺丢漏弃拒避免除禁阻挡拦遮蔽隔离脱停废未勿移退剔踢抽撤删藏]")
"""Characters of verbs that deny; in a word that we do not know, they make us doubt our reading."""


def _is_marked(predicate: Token, clause: Clause) -> bool:
    """Whether a helping verb, a switch or an ending shows that the predicate is asserted."""
    if is_own(predicate.tag):
        # "避免覆盖" does not say that anything is overwritten.
        return not any(t.tag in CUTS and t.end <= predicate.start for t in clause.tokens)
    for dark in _DARK.finditer(clause.source, clause.start, clause.end):
        if not any(token.start <= dark.start() < token.end for token in clause.tokens):
            return False
    if predicate.tag == "constant" and _TAKEN.search(clause.source, clause.start, predicate.start):
        return True
    if _MADE.search(clause.source, clause.start, predicate.start):
        return True
    if (
        predicate.tag in {"flow", "join", "track"}
        and predicate.text.isascii()
        and predicate.text.endswith("s")
    ):
        return True
    if any(
        one.tag == "not" and other.tag == "stop" and other.end <= predicate.start
        for one, other in pairwise(clause.tokens)
    ):
        # "没有中断 y2 的追踪"
        return True
    for token in clause.tokens:
        if token.tag in {"also", "on"} and 0 <= predicate.start - token.end <= 12:
            return True
        if token.tag == "true" and token.start >= predicate.end:
            return True
    return False


def _roles(clause: Clause, names: Names) -> list[Token]:
    roles = {names.total, names.wrt, *names.powers.values()}
    return [token for token in clause.tokens if token.tag in roles]


def _parts(clause: Clause, names: Names) -> list[Token]:
    """The terms that a clause names; dy2/dx names y2."""
    terms = names.powers.values()
    return [
        Token(token.text, token.start, token.end, token.text)
        if token.tag == "grad" and token.text in terms
        else token
        for token in clause.tokens
        if token.tag in terms or (token.tag == "grad" and token.text in terms)
    ]


def _subjects(predicate: Token, clause: Clause, names: Names, topic: str) -> list[tuple[str, bool]]:
    """Whom a predicate is said of: (role, named in this clause)."""
    if predicate.tag == "grad" and predicate.text in names.powers.values():
        return [(predicate.text, True)]
    # "With no_grad the gradient is 2x" puts no term inside.
    inside = predicate.tag == "no_grad"
    parts = [t for t in _parts(clause, names) if not (inside and t.text[0].isdigit())]
    if parts:
        before = [token for token in parts if token.start < predicate.start]
        if not before and _only_between(predicate, parts[0], clause):
            # "中断后只有 y1": what is cut is not what remains.
            return [(topic if topic != "no_grad" else "", False)]
        nearest = before[-1] if before else parts[0]
        group = {nearest.tag}
        place = parts.index(nearest)
        for other in parts[:place][-1:] if before else parts[1:2]:
            if _joined(other, nearest, clause):
                group.add(other.tag)
        return [(tag, True) for tag in sorted(group)]
    roles = [t for t in _roles(clause, names) if not (inside and t.text[0].isdigit())]
    if predicate.tag in _TARGETED:
        # "不会传到 x", "对 x 的梯度没有影响": x is where it goes, not what is spoken of.
        roles = [t for t in roles if t.start < predicate.start and not _is_target(t, clause)]
    if predicate.tag == "graph":
        roles = [t for t in roles if not _is_target(t, clause)]
    if roles and not (topic in names.powers.values() and clause.has("pronoun")):
        before = [token for token in roles if token.start <= predicate.start]
        return [((before[-1] if before else roles[0]).tag, True)]
    if topic and (topic != "no_grad" or clause.has("pronoun")):
        return [(topic, False)]
    return [("no_grad" if clause.has("no_grad") else "", True)]


def _named(clause: Clause, names: Names) -> list[Token]:
    """Everything with a name in the assignment that the clause names."""
    known = {*names.words.values(), *names.powers.values(), names.wrt} - {""}
    return [t for t in clause.tokens if t.tag in known and not t.text[0].isdigit()]


def _own_subjects(
    predicate: Token, clause: Clause, names: Names, spoken_of: str
) -> list[tuple[str, bool]]:
    """Of whom a word of the assignment's own is said: of what is named before it, or together with
    that, else behind it, else in an earlier clause."""
    named = [t for t in _named(clause, names) if not _receives(t, clause)]
    before = [token for token in named if token.end <= predicate.start]
    if not named:
        return [(spoken_of, False)]
    nearest = before[-1] if before else named[0]
    group = {nearest.tag}
    if len(before) > 1 and _joined(before[-2], nearest, clause):
        group.add(before[-2].tag)
    return [(tag, True) for tag in sorted(group)]


def _receives(role: Token, clause: Clause) -> bool:
    """Whether something is handed to it: "传给 x 以后", "passed on to x"."""
    return _HANDED.search(clause.source, clause.start, role.start) is not None


def _is_target(role: Token, clause: Clause) -> bool:
    return _TO.search(clause.source[clause.start : role.start]) is not None


def _only_between(predicate: Token, role: Token, clause: Clause) -> bool:
    return any(
        token.tag in {"only", "remain"}
        and token.text != "from"
        and predicate.end <= token.start < role.start
        for token in clause.tokens
    )


def _joined(one: Token, other: Token, clause: Clause) -> bool:
    """Whether two roles are named together: "y1 和 y2 都", "both y1 and y2"."""
    first, second = sorted((one, other), key=lambda token: token.start)
    between = [token.tag for token in clause.tokens if first.end <= token.start < second.start]
    return between in (["and"], ["and", "all"]) and second.start - first.end <= 6


def _singled_out(
    clause: Clause, names: Names, world: str, sentence: int, number: int
) -> list[Statement]:
    """Statements of kind "only": "只有 y1", "only y1", "y1 alone", "y1 is the only one"."""
    roles = _parts(clause, names)
    found = []
    for index, token in enumerate(clause.tokens):
        if token.tag != "only" or not roles:
            continue
        after = [role for role in roles if role.start >= token.end]
        before = [role for role in roles if role.end <= token.start]
        if after and not (before and token.text == "alone"):
            chosen = after[0]
        elif before and (token.text.isascii() or token.text == "唯一"):
            chosen = before[-1]
        else:
            continue
        denied = index > 0 and clause.tokens[index - 1].tag == "not"
        found.append(Statement(chosen.tag, "only", not denied, world, sentence, number))
    return found
