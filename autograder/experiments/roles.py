"""Who plays which role of the exercise in one experiment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograder.experiments.align import Alignment
from autograder.experiments.model import Expected, Quantity, Values
from autograder.experiments.nodes import NodeKey
from autograder.experiments.power import close, uniform
from autograder.experiments.structure import Term, operation, terms
from autograder.spec.model import Assignment

_FROM_THE_INPUT = 1.25

Quantify = Callable[["NodeKey | Term"], Quantity]


@dataclass(frozen=True)
class Found:
    """Roles, which of them have the right values, the terms of the last, and the resemblance."""

    roles: dict[str, Quantity]
    matched: frozenset[str]
    terms: tuple[Quantity, ...]
    attempt: float


class Roles:
    """Assigns the roles of an assignment to the quantities of one experiment."""

    def __init__(
        self,
        alignment: Alignment,
        spec: Assignment,
        expected: Expected,
        ancestors: frozenset[NodeKey],
        inputs: tuple[Values | None, ...] | None,
        *,
        agreed: dict[tuple[NodeKey, str, int], bool],
    ) -> None:
        self._alignment = alignment
        # A program that starts from another number than the task gives cannot agree there.
        start = None if inputs is None else inputs[0]
        self._first = 0 if start is None or same(start, expected.inputs[0]) else 1
        self._base = alignment.base
        self._expected = expected
        self._ancestors = ancestors
        # Filled by all experiments of a program: what lies behind one lies behind the next.
        self._agreed = agreed
        self._final = spec.gradient.of
        self._others = tuple(role for role in spec.roles if role != self._final)
        self._starts = start is not None and same(start, expected.inputs[0])
        self._powers = {name: role.power for name, role in spec.roles.items()}

    @property
    def starts(self) -> bool:
        """Whether the task names but one tensor, and the computation starts from the input as the
        task gives it."""
        return self._starts and not self._others

    def assign(self, links: tuple[NodeKey, ...], quantify: Quantify) -> Found:
        """Assign every role that can be.

        Args:
            links: the differentiated tensor and what it hands on, outermost first (`chain`).
            quantify: makes a quantity of a node or an operand.
        """
        final = self._final_of(links, quantify)
        by_value = {
            role: tuple(key for key in self._ancestors if self._agrees(key, role))
            for role in self._others
        }
        playing = {key for keys in by_value.values() for key in keys}
        playing |= {
            key
            for key in self._ancestors - set(links)
            if _folded(self._base.names.get(key, ())) & set(self._others)
        }
        summands = tuple(
            quantify(term)
            for term in terms(self._base, links[-1], playing.__contains__)
            if term.node is None or term.node in self._base.nodes
        )
        roles: dict[str, Quantity] = {}
        self._match_terms(summands, roles)
        inside: frozenset[NodeKey] = frozenset()
        if not self._quantity_agrees(final, self._final):
            # In a wrong sum, a step on the way to another term is not that term.
            taken = {item.node for item in roles.values()}
            others = {item.node for item in summands} - taken - {None}
            inside = self._base.ancestors(
                *(parent for key in others if key for parent in self._base.nodes[key].parents)
            )
        self._match_ancestors(by_value, inside.union(links), roles, quantify)
        matched = {role for role in roles if self._quantity_agrees(roles[role], role)}
        self._by_name_and_place(summands, links, roles, quantify)
        for role in self._others:
            if role in roles:
                roles[role] = self._placed(roles[role], role)
        roles[self._final] = final
        if self._quantity_agrees(final, self._final):
            matched.add(self._final)
        attempt = self._attempt(links, roles, matched, summands)
        return Found(roles, frozenset(matched), summands, attempt)

    def _placed(self, item: Quantity, role: str) -> Quantity:
        """Where the role is merely another name for a tensor (`y1 = x`), that line is its place."""
        if item.node is None or self._base.nodes[item.node].parents:
            return item
        site = self._base.bindings.get((item.node, role))
        return item if site is None else replace(item, site=site)

    def with_final_inside(self, found: Found, quantify: Quantify) -> Found:
        """The same, the last role being looked for anywhere in the computation: whoever gets the
        right gradient from `y.mean() * 4` differentiates y all the same."""
        if self._final in found.matched:
            return found
        keys = [key for key in self._ancestors if self._agrees(key, self._final)]
        if not keys:
            return found
        roles = {**found.roles, self._final: quantify(max(keys))}
        attempt = max(found.attempt, 3.0)
        return replace(found, roles=roles, matched=found.matched | {self._final}, attempt=attempt)

    def loose(self, quantify: Quantify) -> dict[str, Quantity] | None:
        """The roles that go into the last one, by value alone; None unless all are there."""
        by_value = {
            role: tuple(key for key in self._ancestors if self._agrees(key, role))
            for role in self._others
        }
        roles: dict[str, Quantity] = {}
        self._match_ancestors(by_value, frozenset(), roles, quantify)
        return roles if self._others and len(roles) == len(self._others) else None

    def _final_of(self, links: Sequence[NodeKey], quantify: Quantify) -> Quantity:
        """The innermost link whose values are right, or the arithmetic result; but where a link
        further out cuts it off, that one, since it is what was differentiated."""
        quantities = [quantify(key) for key in links]
        parents = self._base.nodes[links[-1]].parents
        if len(parents) == 1 and len(self._expected.roles[self._final][0]) > 1:
            # Whoever differentiates the sum of a vector differentiates that.
            summed = quantify(parents[0])
            if self._quantity_agrees(summed, self._final):
                return summed
        right = [item for item in quantities if self._quantity_agrees(item, self._final)]
        final = right[-1] if right else quantities[-1]
        if final.tracked:
            for item in reversed(quantities[: quantities.index(final)]):
                if not item.tracked:
                    return item
        return final

    def _match_terms(self, summands: Sequence[Quantity], roles: dict[str, Quantity]) -> None:
        for role in self._others:
            fitting = [
                item
                for item in summands
                if item not in roles.values() and self._quantity_agrees(item, role)
            ]
            if fitting:
                named = [item for item in fitting if role in _folded(item.names)]
                roles[role] = (named or fitting)[0]

    def _match_ancestors(
        self,
        by_value: dict[str, tuple[NodeKey, ...]],
        left_out: frozenset[NodeKey],
        roles: dict[str, Quantity],
        quantify: Quantify,
    ) -> None:
        taken = {item.node for item in roles.values()}
        for role in self._others:
            keys = [key for key in by_value[role] if key not in taken and key not in left_out]
            if role not in roles and keys:
                named = [key for key in keys if role in _folded(self._base.names.get(key, ()))]
                roles[role] = quantify(max(named or keys))

    def _by_name_and_place(
        self,
        summands: Sequence[Quantity],
        links: Sequence[NodeKey],
        roles: dict[str, Quantity],
        quantify: Quantify,
    ) -> None:
        left = [role for role in self._others if role not in roles]
        taken = {id(item) for item in roles.values()}
        free = [item for item in summands if id(item) not in taken]
        for role in tuple(left):
            named = [item for item in free if role in _folded(item.names)]
            if not named:
                keys = [
                    key
                    for key in self._ancestors
                    if key not in links and role in _folded(self._base.names.get(key, ()))
                ]
                named = [quantify(max(keys))] if keys else []
            if named:
                roles[role] = named[0]
                free = [item for item in free if item is not named[0]]
                left.remove(role)
        exponents = {role: self._powers.get(role) for role in left}
        for role in tuple(left):
            near = [
                item
                for item in free
                if item.power is not None and item.power.exponent == exponents[role]
            ]
            if near:
                roles[role] = near[0]
                free.remove(near[0])
                left.remove(role)
        roles.update(zip(left, free, strict=False))

    def _attempt(
        self,
        links: Sequence[NodeKey],
        roles: dict[str, Quantity],
        matched: set[str],
        summands: Sequence[Quantity],
    ) -> float:
        """How far the experiment resembles the exercise; 2 and more is an attempt at it."""
        if any(self._agrees(key, role) for role in self._others for key in links):
            return 0.5
        score = 3.0 if self._final in matched else 0.0
        if not self._others and self._starts:
            # Where the task names but one tensor, a wrong formula leaves nothing else to go by.
            score += _FROM_THE_INPUT
        inside = {id(item) for item in summands}
        for role in self._others:
            if role in matched:
                score += 1.5 if id(roles[role]) in inside else 0.75
            if role in roles and role in _folded(roles[role].names):
                score += 0.75
        if any(self._final in _folded(self._base.names.get(key, ())) for key in links):
            score += 0.75
        producer = self._base.nodes[links[-1]].producer
        if producer is not None and operation(producer) in ("add", "sum") and len(summands) > 1:
            score += 0.5
        return score

    def _agrees(self, key: NodeKey, role: str) -> bool:
        asked = key, role, self._first
        if asked not in self._agreed:
            self._agreed[asked] = self._agree(self._alignment.values(key), role)
        return self._agreed[asked]

    def _quantity_agrees(self, item: Quantity, role: str) -> bool:
        return self._agree(item.values, role)

    def _agree(self, values: Sequence[Values | None], role: str) -> bool:
        return agrees(values[self._first :], self._expected.roles[role][self._first :])


def agrees(seen: Sequence[Values | None], expected: Sequence[Values]) -> bool:
    """Whether values equal the reference's at every probe, element by element.

    The reference may be a single number where the student works on a tensor of equal elements. A
    run that did not get this far, or was not made, leaves a gap; at least two probes must be there.
    """
    pairs = [
        (values, wanted)
        for values, wanted in zip(seen, expected, strict=False)
        if values is not None
    ]
    if not expected or len(pairs) < min(2, len(expected)):
        return False
    return all(same(values, wanted) for values, wanted in pairs)


def same(values: Values, wanted: Values) -> bool:
    """Whether two contents are equal up to float32 rounding; one number stands for all elements."""
    if len(values) == len(wanted):
        return all(close(a, b) for a, b in zip(values, wanted, strict=True))
    number = uniform(wanted)
    return number is not None and bool(values) and all(close(a, number) for a in values)


def _folded(names: Sequence[str]) -> set[str]:
    return {name.casefold().replace("_", "") for name in names}
