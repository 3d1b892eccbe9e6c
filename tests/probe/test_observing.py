"""What a call returned is read without asking the objects themselves."""

from __future__ import annotations

import math
from collections import OrderedDict, namedtuple
from typing import Any

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.evidence.calls import (
    DEPTH_CAP,
    VALUE_CAP,
    Array,
    Called,
    Cut,
    Entries,
    Items,
    Thing,
    decode,
    encode,
)
from autograder.probe.observing import NODES_CAP, observed


def array(value: object) -> Array:
    found = observed(value)
    assert isinstance(found, Array)
    return found


def test_a_tensor_is_told_with_all_that_is_compared() -> None:
    x = torch.tensor([[1.0, math.nan], [math.inf, -2.5]], requires_grad=True)
    found = array(x * 1)
    assert (found.shape, found.dtype, found.device) == ((2, 2), "float32", "cpu")
    assert (found.requires_grad, found.is_leaf) == (True, False)
    assert found.values is not None
    assert repr(found.values) == "(1.0, nan, inf, -2.5)"
    assert array(torch.tensor(2**62 + 1)).values == (2**62 + 1,)
    assert array(torch.tensor([True, False])).values == (True, False)
    assert array(torch.tensor([1 + 2j])).values == (1.0, 2.0)
    assert array(torch.eye(2).to_sparse()).values == (1.0, 0.0, 0.0, 1.0)
    assert array(torch.ones(2, device="meta")).values is None


def test_of_a_large_tensor_elements_at_even_distances_are_told() -> None:
    found = array(torch.arange(10 * VALUE_CAP))
    assert found.values == tuple(range(0, 10 * VALUE_CAP, 10))


def test_subclasses_have_no_say() -> None:
    class Liar(torch.Tensor):
        def tolist(self) -> Any:
            raise AssertionError

        @classmethod
        def __torch_function__(cls, *_: Any, **__: Any) -> Any:
            raise AssertionError

    class Number(float):
        def __add__(self, other: Any) -> Any:
            raise AssertionError

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    class Listed(list):  # type: ignore[type-arg]
        def __iter__(self) -> Any:
            raise AssertionError

    class Disguised:
        __class__: Any = torch.Tensor

    assert array(torch.ones(2).as_subclass(Liar)).values == (1.0, 1.0)
    assert observed(Number(2.5)) == 2.5
    assert observed(Listed([1, 2])) == Items((1, 2))
    assert observed(Disguised()) == Thing("Disguised")


def test_modes_have_no_say() -> None:
    class Mode(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, *_: Any, **__: Any) -> Any:
            return torch.zeros(9)

    x = torch.ones(2)
    with Mode():
        found = array(x)
    assert found.values == (1.0, 1.0)


def test_containers_and_what_is_none() -> None:
    Pair = namedtuple("Pair", "a b")
    value = {"a": [1, (2.5, None)], 3: Pair(True, "x"), (1,): OrderedDict(b=torch.float32)}
    assert observed(value) == Entries(
        (
            ("a", Items((1, Items((2.5, None))))),
            ("3", Items((True, "x"))),
            ("<tuple>", Entries((("b", "torch.float32"),))),
        )
    )
    assert observed(object()) == Thing("object")
    assert observed(10**40) == Thing("a very large int")
    assert observed(np.float32(1.5)) == 1.5
    assert array(np.arange(3.0)).kind == "array"


def test_what_never_ends_is_cut() -> None:
    cyclic: list[Any] = [1]
    cyclic.append(cyclic)
    assert observed(cyclic) == Items((1, Cut("cyclic")))
    deep: list[Any] = []
    for _ in range(100):
        deep = [deep]
    assert decode(encode(Called("returned", observed(deep)))).how == "returned"
    assert "deep" in repr(observed(deep))
    assert repr(observed(deep)).count("Items") == DEPTH_CAP
    many = observed(list(range(10 * NODES_CAP)))
    assert isinstance(many, Items)
    assert many.items[-1] == Cut("large")
    assert len(many.items) <= NODES_CAP


_plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=30,
)


@given(_plain)
def test_plain_values_survive_the_way_out(value: object) -> None:
    tree = observed(value)
    assert repr(decode(encode(Called("returned", tree))).tree) == repr(tree)
