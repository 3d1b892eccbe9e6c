"""The assignment: the rubric, one source of truth, as validated data.

An assignment states *roles* (tensors of the exercise, named as in the reference solution), the
points at which they are probed, questions with checks and points, the concepts of the written
answer, and misconceptions particular to it. Expected values are nowhere in it: the reference
solution is run through the same engine and its evidence is the oracle.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from autograder.spec.calling import AnyCall
from autograder.spec.words import Phrases, Strict, Words

__all__ = [
    "OF_EXERCISE",
    "Assignment",
    "Check",
    "Concept",
    "Condition",
    "Exercise",
    "ExplanationRule",
    "Gradient",
    "Input",
    "Language",
    "Limits",
    "Misconception",
    "Phrases",
    "Probes",
    "Question",
    "Role",
    "Visibility",
    "Words",
]

Language = Literal["zh", "en"]
Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
"""When a student sees the result of a question, in Gradescope's words."""


class Input(Strict):
    """A leaf that the exercise starts from: its prescribed value.

    A number stands for every element, whatever shape a student gives the tensor; a list is a
    vector, a list of lists a matrix.
    """

    value: float | tuple[float, ...] | tuple[tuple[float, ...], ...]

    @property
    def values(self) -> tuple[float, ...]:
        """The elements in row-major order."""
        if isinstance(self.value, float | int):
            return (float(self.value),)
        found: list[float] = []
        for item in self.value:
            found += [float(item)] if isinstance(item, float | int) else map(float, item)
        return tuple(found)

    @property
    def number(self) -> float | None:
        """The one number that every element is, None where they differ."""
        values = set(self.values)
        return values.pop() if len(values) == 1 else None


class Probes(Strict):
    """Interventions: how many, and the open interval from which their values are drawn."""

    count: int = Field(default=2, ge=1, le=8)
    low: float = 1.3
    high: float = 3.1


class Role(Strict):
    """A tensor of the exercise, named by its key; `label` is how feedback calls it."""

    label: Words
    formula: str = ""
    """What the task asks it to be, as the task writes it ("x**3"); shown to students."""
    power: float | None = None
    """For a role that is a power of the input: the exponent, which misconceptions compare with."""


class Gradient(Strict):
    """The derivative that an exercise is about: of which role, with respect to which input or role.

    `nth` is for a reference in which several differentiations bear the same names: which of them
    (from 1) is meant; without it the last.
    """

    of: str
    wrt: str
    nth: int | None = Field(default=None, ge=1)


class Exercise(Strict):
    """One differentiation that the task asks for: its tensors, and what it is about."""

    id: str
    title: Words
    roles: dict[str, Role]
    gradient: Gradient


OF_EXERCISE = ("gradient", "value", "tracked", "untracked", "raises", "observed")
"""Kinds of checks that look at one exercise; the others look at the whole submission."""


class Check(Strict):
    """One thing that is checked, for points.

    `kind` says what (autograder/checks holds one module for each): of the exercise `exercise` (the
    first where it is not named) "gradient", "raises", and with a `role` "value", "tracked",
    "untracked", and "observed" with an `attribute`; of the whole submission "warns" with the name
    of a `warning`, "computed" with the `role` that the reference's global name plays, "uses" with
    the names of functions (`call`), "explanation", "call" (a function of the student's on hidden
    inputs: `call` names a function in calls.py, or is a short form), and "otter" with the file of
    `tests` (its path in the assignment's folder, or notebook.ipynb#question). For "gradient" and
    "computed" what functions named in `without` return or differentiate does not count.

    For calls: `rounds` with other inputs each, `titles` of the keys that are compared, `rtol` and
    `atol` (|a - b| <= atol + rtol * |b|; None takes what suits the dtype), whether a result must
    require grad where the reference's does ("required"), exactly where it does ("exact") or is not
    asked ("ignored"), and the limits of one call.
    """

    id: str
    kind: Literal[
        "gradient",
        "value",
        "tracked",
        "untracked",
        "raises",
        "observed",
        "warns",
        "computed",
        "uses",
        "call",
        "explanation",
        "otter",
    ]
    points: float = Field(ge=0)
    exercise: str | None = None
    role: str | None = None
    attribute: Literal["grad", "is_leaf", "requires_grad", "grad_fn", "retains_grad"] | None = None
    warning: str | None = None
    tests: str | None = None
    title: Words
    call: AnyCall | None = None
    without: tuple[str, ...] = ()
    rounds: int = Field(default=3, ge=1, le=20)
    titles: dict[str, Words] = Field(default_factory=dict)
    rtol: float | None = Field(default=None, ge=0)
    atol: float | None = Field(default=None, ge=0)
    tracking: Literal["required", "exact", "ignored"] = "required"
    wall_s: float = Field(default=2.0, gt=0, le=30)
    memory_mb: int = Field(default=512, ge=64)

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions of which one is to be used."""
        return self.call if isinstance(self.call, tuple) else ()


class Question(Strict):
    """A part of the assignment with its checks."""

    id: str
    title: Words
    points: float | None = None
    """What the checks must add up to, for a teacher who wants that checked."""
    visibility: Visibility = "visible"
    """When students see its result on Gradescope; elsewhere it is always shown."""
    checks: tuple[Check, ...] = Field(min_length=1)


class Concept(Strict):
    """An idea that the explanation must cover, and how it is told from its opposite.

    `phrases` are matched after normalisation, tolerant of small differences; `patterns` are
    regular expressions on normalised text; a sentence that matches one of `contradictions` says
    the opposite. `required` False means that it is shown when covered and never asked for.
    """

    id: str
    title: Words
    required: bool = True
    phrases: Phrases = Phrases()
    patterns: Phrases = Phrases()
    negations: Phrases = Phrases()
    contradictions: Phrases = Phrases()
    hint: Words


class ExplanationRule(Strict):
    """Which concepts make a full explanation: all of `all_of` and one of each group in `any_of`.

    Each member of `all_of` and each group of `any_of` earns the same share of the points.
    """

    all_of: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    vocabulary: dict[str, Phrases] = Field(default_factory=dict)
    """Words that mean something in this assignment, by a name for the meaning. In phrases each of
    them says the same; in English, a word that ends in ~ stands for all that begin so."""
    concepts: tuple[Concept, ...] = ()
    reversed: Phrases = Phrases()
    """Patterns of sentences that say the opposite of what happens."""
    wrong_derivatives: Phrases = Phrases()
    """Patterns of wrong derivatives, as in 2x + 3x = 5x."""


class Condition(Strict):
    """What a misconception looks like in the evidence; every stated part must hold.

    `power` / `not_power`: the role computes c * x**p at every probe, with that p (or another);
    `coefficient` / `not_coefficient`: likewise for c. A role that computes what the reference
    does never meets a condition.
    `constant`: it does not follow the input. `operation`: the operation that makes it ("mul").
    `tracked`: its requires_grad.
    """

    role: str
    power: float | None = None
    not_power: tuple[float, ...] | None = None
    coefficient: float | None = None
    not_coefficient: float | None = None
    constant: bool | None = None
    operation: str | None = None
    tracked: bool | None = None


class Misconception(Strict):
    """A diagnosis particular to this assignment: any of the conditions shows it.

    Texts may name what was seen with fields in braces (see docs/authoring.md).
    """

    code: str
    severity: Literal["error", "warning", "note"] = "error"
    exercise: str | None = None
    question: str | None = None
    when: tuple[Condition, ...] = Field(min_length=1)
    message: Words
    hint: Words

    def is_of(self, exercise: Exercise) -> bool:
        """Whether it may be met in an exercise: in the one that it names, else in each that has
        its roles."""
        if self.exercise is not None:
            return self.exercise == exercise.id
        return all(condition.role in exercise.roles for condition in self.when)


class Limits(Strict):
    """What one run may use."""

    wall_s: float = Field(default=20.0, gt=0)
    cpu_s: float = Field(default=10.0, gt=0)
    memory_mb: int = Field(default=2048, ge=256)
    processes: int = Field(default=32, ge=1)
    file_mb: int = Field(default=16, ge=1)
    output_kb: int = Field(default=256, ge=1)
    events: int = Field(default=20_000, ge=100)


class Assignment(Strict):
    """A whole `assignment.yaml`."""

    id: str
    title: Words
    statement: Words
    boilerplate: Phrases = Phrases()
    """Other texts of ours that students copy (template headings, hints): never their own words."""
    inputs: dict[str, Input] = Field(default_factory=dict)
    probes: Probes = Probes()
    roles: dict[str, Role] = Field(default_factory=dict)
    gradient: Gradient = Gradient(of="", wrt="")
    exercises: tuple[Exercise, ...] = ()
    """In place of `roles` and `gradient`, where the task asks for several differentiations."""
    points: float | None = None
    """What all checks must add up to, for a teacher who wants that checked."""
    questions: tuple[Question, ...] = Field(min_length=1)
    explanation: ExplanationRule = ExplanationRule()
    misconceptions: tuple[Misconception, ...] = ()
    messages: dict[str, dict[Literal["message", "hint"], Words]] = Field(default_factory=dict)
    """Wording of general diagnoses, by code, where this assignment says it better."""
    limits: Limits = Limits()

    @property
    def max_score(self) -> float:
        """The sum of all points."""
        return sum(check.points for check in self.checks)

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks of all questions, in order."""
        return tuple(check for question in self.questions for check in question.checks)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of checks that there are."""
        return frozenset(check.kind for check in self.checks)

    @property
    def question_by_check(self) -> dict[str, str]:
        """The id of its question for the id of each check."""
        return {check.id: part.id for part in self.questions for check in part.checks}

    @property
    def parts(self) -> tuple[Assignment, ...]:
        """The assignment once for each exercise, with the roles, checks and misconceptions of that
        exercise alone; empty where there is none."""
        if not self.exercises:
            return (self,) if self.gradient.of else ()
        return tuple(self._part(exercise) for exercise in self.exercises)

    def _part(self, exercise: Exercise) -> Assignment:
        first = self.exercises[0].id
        questions = []
        for question in self.questions:
            mine = tuple(
                check
                for check in question.checks
                if check.kind in OF_EXERCISE and (check.exercise or first) == exercise.id
            )
            if mine:
                questions.append(question.model_copy(update={"checks": mine}))
        return self.model_copy(
            update={
                "roles": exercise.roles,
                "gradient": exercise.gradient,
                "questions": tuple(questions),
                "misconceptions": tuple(
                    item for item in self.misconceptions if item.is_of(exercise)
                ),
                "exercises": (exercise,),
            }
        )

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that this is a part for (`parts`); None for the short form of one."""
        return self.exercises[0] if self.exercises else None

    @property
    def all_roles(self) -> dict[str, Role]:
        """The roles of all exercises; of two with one name the first counts."""
        found = dict(self.roles)
        for exercise in self.exercises:
            for name, role in exercise.roles.items():
                found.setdefault(name, role)
        return found

    @property
    def start(self) -> float | None:
        """The number that the input starts from, where it is one."""
        given = self.inputs.get(self.input_name)
        return None if given is None else given.number

    @property
    def input_name(self) -> str:
        """The input of the first exercise, as the task calls it; empty where there is none."""
        wrt = self.main.wrt
        return wrt if wrt in self.inputs else next(iter(self.inputs), wrt)

    @property
    def main(self) -> Gradient:
        """The derivative of the first exercise."""
        return self.exercises[0].gradient if self.exercises else self.gradient

    def question_of(self, kind: str) -> str | None:
        """The id of the first question that has a check of this kind; a part of an assignment has
        at least a question of its own."""
        for question in self.questions:
            if any(check.kind == kind for check in question.checks):
                return question.id
        return self.questions[0].id if self.exercises and kind in OF_EXERCISE else None
