"""The mistakes: each module has `mutate(source)`, which yields one change for each place where the
mistake can be made, and `EXAMPLES`, pairs of a program and one of its mutants, which are its tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograder.mutation.operators import (
    backward_calls,
    constants,
    cut_elsewhere,
    grad_mode,
    input_leaf,
    numbers_for_tensors,
    order,
    signs,
    zeroing,
)
from autograder.mutation.source import Change, Source

OPERATORS: dict[str, Callable[[Source], Iterator[Change]]] = {
    module.__name__.rpartition(".")[2]: module.mutate
    for module in (
        *(grad_mode, cut_elsewhere, signs, constants, backward_calls),
        *(zeroing, input_leaf, numbers_for_tensors, order),
    )
}
"""All operators by name."""
