"""What a program leaves in the libraries is seen; what they do by themselves is not counted."""

from __future__ import annotations

import builtins
from typing import Any

import pytest
import torch

from autograder.probe.remains import Remains

BUILTINS: Any = builtins
TENSOR: Any = torch.Tensor


def test_nothing_remains_of_a_backward_with_a_hook() -> None:
    remains = Remains()
    x = torch.ones(2, requires_grad=True)
    x.register_hook(lambda gradient: gradient * 2)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        torch.exp(x)
    (x**2).sum().backward()  # type: ignore[no-untyped-call]
    assert remains.none()


def test_an_optimizer_wraps_its_own_step() -> None:
    remains = Remains()
    torch.optim.Rprop([torch.ones(1, requires_grad=True)])
    assert remains.none()


@pytest.mark.parametrize("value", [1, None, print])
def test_a_new_name_remains_until_it_is_accepted(
    value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    remains = Remains()
    monkeypatch.setattr(BUILTINS, "met", value, raising=False)
    assert not remains.none()
    remains = Remains()
    monkeypatch.setattr(TENSOR, "met", value, raising=False)
    remains.accept()
    assert remains.none()


def test_what_is_replaced_or_gone_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    remains = Remains()
    monkeypatch.setattr(torch.nn.Linear, "forward", None)
    assert not remains.none()
    remains = Remains()
    monkeypatch.delattr(torch.autograd, "grad")
    assert not remains.none()


def test_a_mode_that_was_not_left_remains() -> None:
    remains = Remains()
    with torch.inference_mode():
        assert not remains.none()
    assert remains.none()
