"""What older releases of torch leave out and the recorder needs.

`torch.autograd.backward` of torch 2.4 is not shown to modes, as later releases show it and all
releases show `torch.autograd.grad`. It gets the beginning that it has in later ones.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

import torch
from torch.overrides import handle_torch_function, has_torch_function


def shown_backward() -> None:
    """Let modes see calls of `torch.autograd.backward`; to be called before anybody looks at it."""
    before: Any = torch.autograd.backward
    if handle_torch_function.__name__ in before.__code__.co_names:
        return

    def backward(  # noqa: PLR0917 - as torch has it
        tensors: Any,
        grad_tensors: Any = None,
        retain_graph: Any = None,
        create_graph: Any = False,
        grad_variables: Any = None,
        inputs: Any = None,
    ) -> Any:
        first = (tensors,) if isinstance(tensors, torch.Tensor) else tuple(tensors)
        if has_torch_function(first):
            return handle_torch_function(
                names["backward"],
                first,
                first[0] if isinstance(tensors, torch.Tensor) else first,
                grad_tensors=grad_tensors,
                retain_graph=retain_graph,
                create_graph=create_graph,
                grad_variables=grad_variables,
                inputs=inputs,
            )
        return before(
            first, grad_tensors, retain_graph, create_graph, grad_variables, inputs=inputs
        )

    # It has to be torch's own in every respect by which the recorder tells what is torch's.
    names: dict[str, Any] = vars(torch.autograd)
    made = FunctionType(
        backward.__code__.replace(co_filename=before.__code__.co_filename),
        names,
        "backward",
        before.__defaults__,
        backward.__closure__,
    )
    made.__doc__, made.__module__, made.__qualname__ = (
        before.__doc__,
        before.__module__,
        before.__qualname__,
    )
    names["backward"] = made
