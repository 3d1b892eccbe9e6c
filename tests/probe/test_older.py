"""What a recorder needs of torch is there, whatever its release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.overrides import TorchFunctionMode

from autograder.probe.calls import BACKWARD, name_of
from autograder.probe.snapshots import values_of


class Names(TorchFunctionMode):
    """Keeps the names of the calls that differentiate."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        if func in BACKWARD:
            self.seen.append(name_of(func))
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize(
    ("differentiate", "name"),
    [
        (lambda y, x: torch.autograd.backward(y), "torch.autograd.backward"),
        (lambda y, x: torch.autograd.backward([y, y * 0]), "torch.autograd.backward"),
        (lambda y, x: torch.autograd.backward(y, torch.ones(()), True), "torch.autograd.backward"),
        (lambda y, x: torch.autograd.backward(y, inputs=[x]), "torch.autograd.backward"),
        (lambda y, x: torch.autograd.backward(tensors=y), "torch.autograd.backward"),
        (lambda y, x: y.backward(), "torch.Tensor.backward"),
    ],
)
def test_modes_are_shown_each_backward_once(
    differentiate: Callable[[Any, Any], None], name: str
) -> None:
    x = torch.tensor(3.0, requires_grad=True)
    with Names() as below, Names() as above:
        differentiate(x**2, x)
    assert x.grad is not None
    assert x.grad.item() == 6
    assert above.seen == below.seen == [name]


def test_without_a_mode_it_is_as_ever() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    torch.autograd.backward((x**2, x**3), (torch.ones(()), torch.ones(())))
    assert x.grad is not None
    assert x.grad.item() == 33
    with pytest.raises(RuntimeError, match="does not require grad"):
        torch.autograd.backward(torch.ones(()))


def test_elements_are_read_inside_a_derivative_and_not_of_a_batch() -> None:
    read: list[tuple[float, ...] | None] = []

    def f(x: torch.Tensor) -> torch.Tensor:
        read.append(values_of(x))
        return (x**2).sum()

    torch.func.grad(f)(torch.tensor([1.0, 3.0]))
    torch.func.vmap(f)(torch.ones(2, 2))
    assert read == [(1.0, 3.0), None]
