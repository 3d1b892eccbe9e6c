"""Calls of a student's functions, as a check states them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Tag

from autograder.spec.words import Strict

DrawnType = Literal[
    "float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"
]


class CallInput(Strict):
    """A hidden input of a function: a tensor of this shape, drawn anew in each round.

    Floating-point numbers lie between `low` and `high` (or are normal with this mean and standard
    deviation: `normal: [0, 1]`); whole ones likewise, both bounds included. `value` is a fixed
    number, text or truth value in place of a tensor. `grad` says whether the tensor requires grad,
    where that is not what the call's `gradient` says.
    """

    shape: tuple[int, ...] = ()
    low: float = -2.0
    high: float = 2.0
    normal: tuple[float, float] | None = None
    dtype: DrawnType = "float32"
    value: bool | int | float | str | None = None
    grad: bool | None = None


class Call(Strict):
    """The short form of a call: a function of tensors, its hidden inputs, and whether the gradient
    of its result with respect to them is compared too."""

    function: str
    inputs: tuple[CallInput, ...] = ()
    gradient: bool = False


def _form(value: object) -> str:
    """Which form of `call` this is; the tags stand in no message."""
    if isinstance(value, str):
        return "(text)"
    return "(list)" if isinstance(value, list | tuple) else "(short)"


AnyCall: TypeAlias = Annotated[
    Annotated[str, Tag("(text)")]
    | Annotated[tuple[str, ...], Tag("(list)")]
    | Annotated[Call, Tag("(short)")],
    Discriminator(_form),
]
"""The name of a function in calls.py, names of functions of torch's, or the short form."""
