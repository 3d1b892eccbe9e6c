"""Finds the experiments in a trace and the part that each tensor plays in them.

Roles go by what a tensor *computes*: its values at every probe against the reference's. Where
values do not decide (a wrong program has wrong values), the place in the sum, the student's names
and elimination do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.evidence.schema import Backward, Op, Site, Substitution
from autograder.experiments.align import Alignment
from autograder.experiments.gradients import Gradients
from autograder.experiments.inputs import called, find_input, known_as, substitution
from autograder.experiments.model import Expected, Experiment, Leaf, Power, Quantity
from autograder.experiments.nodes import OBSERVING, NodeKey, short
from autograder.experiments.power import fit
from autograder.experiments.roles import Roles, agrees
from autograder.experiments.structure import Term, chain, operation
from autograder.experiments.trace import Trace
from autograder.points import spread
from autograder.spec.model import Assignment, Input

MAX_EXPERIMENTS = 200
"""Differentiations looked at, at the most; a training loop makes thousands."""

MAX_OF_ONE_PLACE = 20
"""Differentiations of one line that are looked at, the last ones."""

MAX_SINKS = 40

ATTEMPT = 2.0
"""From this resemblance on an experiment counts as an attempt at the exercise."""

NOWHERE = Site(-1, 0)


@dataclass(frozen=True)
class Candidate:
    """Something that may be an experiment: a differentiated tensor, or a result left alone."""

    root: NodeKey
    backward: Backward | None


def candidates(trace: Trace) -> tuple[Candidate, ...]:
    """Every differentiated tensor, then computed tensors from which nothing more was computed.

    One with more behind it than `MAX_HISTORY` is the end of a training loop, not an exercise.
    """
    found = [
        Candidate((ref.tensor, ref.version), backward)
        for backward in _last_of_each_place(trace.backwards)
        for ref in backward.roots[:MAX_EXPERIMENTS]
        if (ref.tensor, ref.version) in trace.nodes
    ][-MAX_EXPERIMENTS:]
    covered: set[NodeKey] = set()
    for candidate in found:
        covered |= trace.ancestors(candidate.root)
    sinks = [
        key
        for key, node in trace.nodes.items()
        if key not in covered
        and node.producer is not None
        and short(node.producer.name) not in OBSERVING
        and key[0] not in trace.gradient_tensors
        and not any(op.outputs for op in trace.consumers.get(key, ()))
        and node.parents
    ]
    places: Counter[Site] = Counter(trace.nodes[key].site for key in sinks)
    sinks = [key for key in sinks if places[trace.nodes[key].site] <= MAX_OF_ONE_PLACE]
    found += [Candidate(key, None) for key in sinks[-MAX_SINKS:]]
    return tuple(candidate for candidate in found if trace.has_short_history(candidate.root))


def _last_of_each_place(backwards: Sequence[Backward]) -> list[Backward]:
    """The last few differentiations of each line: a loop, or a gradcheck, makes thousands, which
    must not push the exercise before it out of sight."""
    counts: Counter[Site] = Counter()
    found: list[Backward] = []
    for backward in reversed(backwards):
        counts[backward.site] += 1
        if counts[backward.site] <= MAX_OF_ONE_PLACE and len(found) < MAX_EXPERIMENTS:
            found.append(backward)
    return found[::-1]


def interventions(trace: Trace, spec: Assignment, value: float) -> tuple[Substitution, ...]:
    """Where to put `value` so that every experiment of the program starts from it.

    An input of several elements gets `value` and others of the same interval (`points.spread`).
    """
    found: dict[tuple[Site, int, int], Substitution] = {}
    sure: dict[tuple[Site, int, int], Substitution] = {}
    inputs = inputs_of(spec)
    for candidate in candidates(trace):
        ancestors = trace.ancestors(candidate.root)
        for name, given in inputs.items():
            key = find_input(trace, ancestors, spec.inputs, name)
            if key is None or called(trace, key, inputs) != name:
                continue
            size = 1 if given.number is not None else len(given.values)
            item = substitution(trace, key, ancestors, spread(value, size, spec.probes))
            if item is None:
                continue
            place = item.site, item.occurrence, item.argument
            found[place] = item
            tracked = trace.nodes[key].state.requires_grad
            if candidate.backward is not None or tracked or known_as(trace, key, inputs):
                sure[place] = item
    # A vector for backward(v), or numbers that a function is tried on, are no inputs beside one.
    return tuple((sure or found).values())


def inputs_of(spec: Assignment) -> dict[str, Input]:
    """The inputs that get other values: those that some exercise differentiates by, else all."""
    wanted = {part.gradient.wrt for part in spec.parts}
    return {name: item for name, item in spec.inputs.items() if name in wanted} or spec.inputs


def find_experiments(
    traces: tuple[Trace, ...], spec: Assignment, expected: Expected
) -> tuple[Experiment, ...]:
    """All experiments of a program, in the order in which they ran.

    Args:
        traces: the program as handed in, then one for each intervention.
        spec: the assignment.
        expected: what the reference solution gives at the same probes.
    """
    return tuple(_Finder(traces, spec, expected).experiments())


class _Finder:
    def __init__(self, traces: tuple[Trace, ...], spec: Assignment, expected: Expected) -> None:
        self.alignment = Alignment(traces)
        self.base = traces[0]
        self.spec = spec
        self.expected = expected
        wrt = spec.gradient.wrt
        self.wanted = wrt if wrt in spec.inputs else None
        self.gradients = Gradients(self.alignment, frozenset(spec.inputs))
        self.agreed: dict[tuple[NodeKey, str, int], bool] = {}

    def experiments(self) -> Iterator[Experiment]:
        found = [
            self._experiment(index, candidate)
            for index, candidate in enumerate(candidates(self.base))
        ]
        yield from found
        if all(experiment.attempt < ATTEMPT for experiment in found):
            loose = self._without_result(len(found))
            if loose is not None:
                yield loose

    def _without_result(self, index: int) -> Experiment | None:
        """The terms of the exercise where the program never got as far as putting them together."""
        keys = [key for key, node in self.base.nodes.items() if node.parents]
        nodes = self.base.ancestors(*keys[-MAX_SINKS:])
        key = find_input(self.base, nodes, self.spec.inputs, self.wanted)
        if key is None:
            return None
        xs = self.alignment.read_values(key)
        roles = Roles(
            self.alignment, self.spec, self.expected, nodes, xs, agreed=self.agreed
        ).loose(lambda what: self._quantity(what, 1 << 62, xs))
        if roles is None:
            return None
        last = max(roles.values(), key=lambda item: item.seq)
        leaf = self._leaf(key, nodes, (), lambda what: self._quantity(what, 1 << 62, xs))
        return Experiment(
            index=index,
            root=last,
            backward=None,
            site=last.site or NOWHERE,
            input=leaf,
            gradients=(None,) * len(self.alignment),
            terms=tuple(roles.values()),
            roles=roles,
            matched=frozenset(roles),
            attempt=ATTEMPT,
            ancestors=nodes,
        )

    def _experiment(self, index: int, candidate: Candidate) -> Experiment:
        base, backward = self.base, candidate.backward
        ancestors = base.ancestors(candidate.root)
        key = find_input(base, ancestors, self.spec.inputs, self.wanted)
        end = backward.seq if backward is not None else 1 << 62

        def quantity(
            what: NodeKey | Term, inputs: tuple[tuple[float, ...] | None, ...] | None = None
        ) -> Quantity:
            return self._quantity(what, end, inputs)

        xs = None if key is None else self.alignment.read_values(key)
        links = chain(base, candidate.root)
        roles = Roles(self.alignment, self.spec, self.expected, ancestors, xs, agreed=self.agreed)
        found = roles.assign(links, lambda what: quantity(what, xs))
        leaf: Leaf | None = None
        if key is not None:
            leaf = self._leaf(key, ancestors, found.terms, lambda what: quantity(what, xs))
        target = self._target(leaf, found.roles)
        gradient = self.gradients.of(backward, target)
        if agrees(gradient.values, self.expected.gradient):
            found = roles.with_final_inside(found, lambda what: quantity(what, xs))
        producer = base.nodes[links[-1]].producer
        return Experiment(
            index=index,
            root=quantity(candidate.root, xs),
            backward=backward,
            site=backward.site if backward is not None else base.nodes[candidate.root].site,
            input=leaf,
            gradients=gradient.values,
            terms=found.terms,
            roles=found.roles,
            matched=found.matched,
            operation="" if producer is None else operation(producer),
            accumulated=gradient.accumulated,
            superseded=gradient.superseded,
            attempt=found.attempt,
            ancestors=ancestors,
            by_autograd=gradient.by_autograd,
            target=None if target is None else target.leaf,
            cleared=gradient.cleared,
            internal=backward is not None and _is_internal(base, backward),
            given=backward is not None and roles.starts,
        )

    def _target(self, leaf: Leaf | None, roles: dict[str, Quantity]) -> Leaf | None:
        """What the gradient is asked of: the input, or a role, which is no leaf."""
        wrt = self.spec.gradient.wrt
        if wrt not in self.spec.roles:
            return leaf
        quantity = roles.get(wrt)
        if quantity is None or quantity.node is None:
            return None
        reads = tuple(op.seq for op in self.base.gradient_reads.get(quantity.node[0], ()))
        return Leaf(quantity, quantity.node, reads)

    def _leaf(
        self,
        key: NodeKey,
        ancestors: frozenset[NodeKey],
        terms: tuple[Quantity, ...],
        quantity: object,
    ) -> Leaf:
        """The input as the student has it: the tensor that the terms were computed from, which is
        not the leaf itself when x is the result of an operation (a cast, a view, `* 1`)."""
        assert callable(quantity)
        values = self.alignment.read_values(key)
        chosen = key
        made_from = {
            parent
            for term in terms
            if term.producer is not None
            for state in term.producer.outputs
            for parent in self.base.nodes[state.tensor, state.version].parents
            if (state.tensor, state.version) in self.base.nodes
        }
        if key not in made_from:
            derived = self.base.computed_from(key, ancestors)
            for node in sorted(made_from & derived):
                if self.alignment.read_values(node) == values:
                    chosen = node
                    break
        reads = tuple(op.seq for op in self.base.gradient_reads.get(key[0], ()))
        return Leaf(quantity(chosen), key, reads)

    def _quantity(
        self, what: NodeKey | Term, end: int, inputs: tuple[tuple[float, ...] | None, ...] | None
    ) -> Quantity:
        if isinstance(what, Term) and what.node is None:
            return self._number(what, inputs)
        key = what.node if isinstance(what, Term) else what
        assert key is not None
        node = self.base.nodes[key]
        used = what.op.seq if isinstance(what, Term) else end
        values = self.alignment.values(key) if node.parents else self.alignment.read_values(key)
        return Quantity(
            node=key,
            names=self.base.names.get(key, ()),
            values=values if any(values) else self.alignment.values(key),
            state=node.state_at(used + 1),
            producer=node.producer,
            site=node.site,
            seq=node.seq,
            power=_power(inputs, values),
        )

    def _number(self, term: Term, inputs: tuple[tuple[float, ...] | None, ...] | None) -> Quantity:
        values = self.alignment.numbers(term.op, term.position)
        named = self._names_of_number(term.op, values[0])
        return Quantity(
            node=None,
            names=tuple(named),
            values=values,
            state=None,
            producer=None,
            site=next(iter(named.values()), term.op.site),
            seq=term.op.seq,
            power=_power(inputs, values),
        )

    def _names_of_number(self, op: Op, values: tuple[float, ...] | None) -> dict[str, Site]:
        """The names that stood for a number when the operation took it, and where they got it."""
        if not values:
            return {}
        found = {}
        for name, bindings in self.base.numbers.items():
            before = bisect_left(bindings, op.seq, key=lambda binding: binding[0])
            if before and bindings[before - 1][1] == values[0]:
                seq = bindings[before - 1][0]
                found[name] = self.base.number_sites.get((name, seq), op.site)
        return found


def _is_internal(trace: Trace, backward: Backward) -> bool:
    """Whether all that it differentiates by came to be in the very call that differentiates."""
    nodes = [trace.node(ref) for ref in backward.wrt]
    return bool(nodes) and all(node is not None and node.site == backward.site for node in nodes)


def _power(
    inputs: tuple[tuple[float, ...] | None, ...] | None,
    outputs: tuple[tuple[float, ...] | None, ...],
) -> Power | None:
    return None if inputs is None else fit(inputs, outputs)
