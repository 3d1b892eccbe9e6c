"""Experiments: one backward (or `autograd.grad`) each, and what takes part in it.

A *quantity* is a tensor or a plain number in the computation, seen at every probe: index 0 is the
program as handed in, the others are the interventions. `None` stands for "not there in that run".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from autograder.evidence.schema import Backward, Op, Site, TensorState
from autograder.experiments.nodes import NodeKey

Values: TypeAlias = tuple[float, ...]


@dataclass(frozen=True)
class Power:
    """A quantity that is c * x**p at every probe."""

    coefficient: float
    exponent: float

    @property
    def constant(self) -> bool:
        """Whether it does not follow the input at all."""
        return self.exponent == 0


@dataclass(frozen=True)
class Quantity:
    """Something that takes part in the computation, with its values at every probe.

    `node` is None for a plain number among the arguments of an operation. `state` holds the
    flags with which it entered the computation; None for a number. `names` are the student's.
    """

    node: NodeKey | None
    names: tuple[str, ...]
    values: tuple[Values | None, ...]
    state: TensorState | None
    producer: Op | None
    site: Site | None
    seq: int
    power: Power | None = None

    @property
    def tracked(self) -> bool:
        """Whether autograd can carry a gradient through it to what made it."""
        return self.state is not None and self.state.grad_fn is not None

    @property
    def name(self) -> str | None:
        """The student's first name for it."""
        return self.names[0] if self.names else None

    def called(self, role: str) -> str:
        """What to call it in the part of `role`: so, if the student does, else by its name."""
        return role if role in self.names else self.name or role


@dataclass(frozen=True)
class Leaf:
    """The input of an experiment.

    `quantity` is what the terms were computed from; `leaf` the tensor that autograd fills
    (another one when the student's x is itself the result of an operation).
    """

    quantity: Quantity
    leaf: NodeKey
    reads: tuple[int, ...] = ()
    """seq of each time that its `.grad` was looked at."""


@dataclass(frozen=True)
class Experiment:
    """One differentiation and everything that feeds it.

    `gradients` are those of the input at every probe (None: no gradient). `accumulated` tells
    that the gradient was not cleared before; `superseded` that a later backward added to it before
    anybody looked. `roles` maps role names to quantities, `terms` are the summands of the last
    role. `attempt` measures how far it resembles the exercise (0: not at all).
    """

    index: int
    root: Quantity
    backward: Backward | None
    site: Site
    input: Leaf | None
    gradients: tuple[Values | None, ...]
    terms: tuple[Quantity, ...] = ()
    roles: dict[str, Quantity] = field(default_factory=dict)
    matched: frozenset[str] = frozenset()
    """Roles whose values agree with the reference's at every probe."""
    operation: str = ""
    """The operation that makes the last role ("add", "mul", ...)."""
    accumulated: bool = False
    superseded: bool = False
    attempt: float = 0.0
    ancestors: frozenset[NodeKey] = frozenset()
    by_autograd: bool = True
    """False where `.grad` was assigned rather than computed."""
    target: NodeKey | None = None
    """The tensor whose gradient `gradients` are: the leaf, or the role that is asked for."""
    cleared: Site | None = None
    """Where the gradient was cleared, if what anybody looked at is only what that left."""
    given: bool = False
    """Whether it starts from the input as the task gives it, and that is all there is to go by."""
    internal: bool = False
    """Whether a function of torch's (`jacrev`, `functional.hessian`) differentiated here, by
    tensors of its own, on its way to what it returned."""

    @property
    def error(self) -> str | None:
        """The error that the differentiation raised, as "Type: message"."""
        return None if self.backward is None else self.backward.error

    @property
    def gradient(self) -> Values | None:
        """The input's gradient in the program as handed in."""
        return self.gradients[0] if self.gradients else None


@dataclass(frozen=True)
class Expected:
    """What the reference solution gives for one exercise, at every probe.

    `inputs` are the contents of the input, `roles` those of the roles, `gradient` the gradient
    (empty where the differentiation fails with `error`). `accumulated` tells that it holds what
    an earlier backward left, `repeated` that the tensor was differentiated before; `seeds` what
    was given to start from, where that was no 1.
    `changeable` tells that the reference holds what can change gradients, as a task on hooks or
    custom functions does, `by_graph` that its gradient is the one that the graph brings, which one
    that is silently wrong is not. `attributes` are what the reference shows of its tensors'
    flags: by role or input, then by attribute.
    """

    inputs: tuple[Values, ...]
    roles: dict[str, tuple[Values, ...]]
    tracked: dict[str, bool]
    gradient: tuple[Values, ...] = ()
    accumulated: bool = False
    repeated: bool = False
    seeds: tuple[Values, ...] = ()
    error: str | None = None
    changeable: bool = False
    by_graph: bool = True
    attributes: dict[str, dict[str, bool]] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()
    """Codes of general misconceptions that the reference itself shows: the task asks for them."""

    def at(self, runs: Sequence[int]) -> Expected:
        """The same at some of the probes."""

        def picked(values: tuple[Values, ...]) -> tuple[Values, ...]:
            return tuple(values[run] for run in runs) if values else ()

        return replace(
            self,
            inputs=picked(self.inputs),
            roles={role: picked(values) for role, values in self.roles.items()},
            gradient=picked(self.gradient),
            seeds=picked(self.seeds),
        )


@dataclass(frozen=True)
class Answer:
    """What the reference solution gives: one `Expected` for each exercise, in their order, and the
    contents at every probe of what it computes beside them, by global name; and `Expected.shown`.
    """

    exercises: tuple[Expected, ...] = ()
    computed: dict[str, tuple[Values, ...]] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()

    def at(self, runs: Sequence[int]) -> Answer:
        """The same at some of the probes."""
        return Answer(
            tuple(expected.at(runs) for expected in self.exercises),
            {name: tuple(values[run] for run in runs) for name, values in self.computed.items()},
            self.shown,
        )

    def with_traits(
        self, *, shown: frozenset[str], changeable: bool, by_graph: Sequence[bool]
    ) -> Answer:
        """The same, with what is true of the reference at whatever probe (see `Expected`)."""
        exercises = tuple(
            replace(expected, shown=shown, changeable=changeable, by_graph=brought)
            for expected, brought in zip(self.exercises, by_graph, strict=True)
        )
        return replace(self, exercises=exercises, shown=shown)


NOTHING = Expected(inputs=(), roles={}, tracked={})
"""What is expected where a task has no exercise."""
