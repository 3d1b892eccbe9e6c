"""The frames of the evidence stream.

The child writes them, so every one is a *claim*: the supervisor decodes them with this strict
schema and believes nothing beyond it. Frames are msgspec structs encoded as msgpack arrays, which
round-trips NaN and the infinities.

A *unit* is one piece of student code that is run as a whole: a notebook cell or a script. Units
are numbered from 0 in the order in which they run. Lines are 1-based within the unit.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from autograder.evidence.calls import Called
from autograder.evidence.exam import FileResult
from autograder.evidence.site import Site as Site  # noqa: PLC0414 - a part of the schema

VALUE_CAP = 64
"""Tensors with more elements than this carry no values, only their shape."""


class Ref(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """A tensor by number, at one version of its contents (versions count changes we saw)."""

    tensor: int
    version: int


class Text(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """An argument that is neither tensor nor number, as a short text."""

    text: str


Argument: TypeAlias = Ref | Text | float | int | bool | None


class TensorState(msgspec.Struct, frozen=True, array_like=True):
    """A tensor as it was at one moment.

    `values` are the elements in row-major order, or None when there are more than `VALUE_CAP` or
    they are not real numbers. `base` is the tensor whose memory it shares, if any was seen.
    """

    tensor: int
    version: int
    shape: tuple[int, ...]
    dtype: str
    values: tuple[float, ...] | None
    requires_grad: bool
    is_leaf: bool
    grad_fn: str | None
    base: int | None = None
    device: str = "cpu"
    inference: bool = False


class UnitStarted(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """Execution of a unit began."""

    unit: int


class UnitEnded(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """Execution of a unit ended; `ok` is False when an error stopped it (or a statement of it)."""

    unit: int
    ok: bool


class Seen(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """A tensor met for the first time, or found changed, without an operation that we saw."""

    seq: int
    state: TensorState
    site: Site


class Op(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """One torch call.

    `name` is torch's own qualified name ("torch.Tensor.pow", "torch.Tensor.grad.__get__").
    `inputs` are the positional arguments in order, with lists and tuples flattened; `keywords` the
    named ones. `outputs` are the states of returned tensors, or of the tensor that an in-place
    call or an attribute assignment changed. `number` is a returned number (`item`, `float`).
    """

    seq: int
    name: str
    inputs: tuple[Argument, ...]
    keywords: dict[str, Argument]
    outputs: tuple[TensorState, ...]
    number: float | None
    grad_enabled: bool
    inference: bool
    site: Site
    error: str | None = None


class LeafGrad(msgspec.Struct, frozen=True, array_like=True):
    """`.grad` of one leaf around a backward; None stands for no gradient."""

    tensor: int
    before: tuple[float, ...] | None
    after: tuple[float, ...] | None


class Backward(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """One `backward` ("backward") or `torch.autograd.grad` ("grad").

    `roots` are differentiated; `wrt` are the inputs asked for; `results` what `grad` returned.
    `reached` lists the leaves that autograd's own graph leads to from the roots.
    """

    seq: int
    kind: str
    roots: tuple[Ref, ...]
    wrt: tuple[Ref, ...]
    seeds: tuple[TensorState, ...]
    retain_graph: bool
    create_graph: bool
    leaves: tuple[LeafGrad, ...]
    results: tuple[TensorState | None, ...]
    reached: tuple[int, ...]
    grad_enabled: bool
    site: Site
    error: str | None = None


class Bound(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """Global names that a statement or cell bound to a tensor or a number."""

    seq: int
    unit: int
    line: int
    names: dict[str, Ref | float]


class Output(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """Text that the program wrote: stream is "stdout", "stderr" or "result" (a cell's value)."""

    stream: str
    text: str
    unit: int
    line: int


class Warned(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """A warning that Python showed or would have shown."""

    category: str
    message: str
    site: Site


class Raised(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """An exception that left a statement or cell, with the student's own frames, outermost first.

    `chain` is the number of the last trace entry before it.
    """

    seq: int
    type: str
    message: str
    stack: tuple[Site, ...]
    unit: int
    syntax: bool = False


class Skipped(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """A line that the runner did not run on purpose: kind is "shell", "magic", "input" or
    "module" (a package that is not installed here)."""

    kind: str
    text: str
    unit: int
    line: int


class Audited(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """A PEP 578 audit event that ordinary homework does not raise."""

    event: str
    detail: str
    site: Site


class Finished(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """The program came to its end; `dropped` counts operations beyond the recorder's cap."""

    seq: int
    dropped: int


class Checked(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """The notebook called its own check of a question (Otter's `Notebook.check`) here."""

    question: str
    site: Site


class Examining(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """The program has ended and a fork of it asks for tests: `public` is its half of an exchange
    (`exchange`). The process that sends this is the one whose frames count from now on."""

    public: bytes


class Tested(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """The `file`-th file of the exam was run."""

    file: int
    result: FileResult


class Returned(msgspec.Struct, frozen=True, array_like=True, tag_field="frame", tag=True):
    """The `number`-th call of the exam was made."""

    number: int
    result: Called


Frame: TypeAlias = (
    UnitStarted
    | UnitEnded
    | Seen
    | Op
    | Backward
    | Bound
    | Output
    | Warned
    | Raised
    | Skipped
    | Audited
    | Finished
    | Checked
    | Examining
    | Tested
    | Returned
)


class Substitution(msgspec.Struct, frozen=True, array_like=True):
    """Set a tensor to `values` just before its first use in a computation.

    The use is named by its place: the `occurrence`-th recorded operation (0-based) at this unit,
    line and column, and the position of the tensor among the operation's flattened tensor
    arguments. One value fills the tensor, several are laid into it in row-major order.
    """

    site: Site
    occurrence: int
    argument: int
    values: tuple[float, ...]


class Unit(msgspec.Struct, frozen=True):
    """One piece of student code to run: `kind` is "cell" (through IPython) or "script"."""

    kind: str
    file: str
    cell: int | None
    first_line: int
    source: str


class Job(msgspec.Struct, frozen=True):
    """What the child is told to run. It holds nothing that the student may not see.

    With `exam` a fork of the program asks for tests when it has ended. `cpu_s` are seconds of
    processor time for the program itself where its run may take more, 0 where it may not. With
    `again` the process asks for further interventions when the program has ended (`Again`).
    """

    units: tuple[Unit, ...]
    substitutions: tuple[Substitution, ...] = ()
    max_events: int = 20_000
    max_output: int = 256 * 1024
    seed: int = 0
    exam: bool = False
    cpu_s: float = 0.0
    again: bool = False
