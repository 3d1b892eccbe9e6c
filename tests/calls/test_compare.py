"""Results are compared as data: structure first, then what a tensor is, then values."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.calls.compare import compare, keyed
from autograder.evidence.calls import Array, Cut, Entries, Items, Thing, Tree
from autograder.spec.model import Check, Words

TITLE = Words(zh="函数", en="f")
CHECK = Check(id="f", kind="call", points=1, title=TITLE, call="f")
TENSOR = Array((2,), "float32", "cpu", True, False, (1.0, 2.0))


def fault(wanted: Tree, got: Tree, **options: Any) -> str:
    return compare("k", wanted, got, CHECK.model_copy(update=options)).fault


def changed(**fields: Any) -> Array:
    return msgspec.structs.replace(TENSOR, **fields)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (TENSOR, ""),
        (changed(values=(1.00005, 2.0)), ""),
        (changed(values=(1.001, 2.0)), "value"),
        (changed(values=(math.nan, 2.0)), "value"),
        (changed(values=None), "value"),
        (changed(is_leaf=True), ""),
        (changed(shape=(2, 1)), "shape"),
        (changed(dtype="float64"), "dtype"),
        (changed(device="meta", values=None), "device"),
        (changed(requires_grad=False), "tracking"),
        (changed(shape=(1,), dtype="int64"), "shape"),
        (changed(kind="array"), "structure"),
        (None, "none"),
        (1.0, "structure"),
        (Items((TENSOR,)), "structure"),
        (Thing("Tensor"), "structure"),
        (Cut("large"), "structure"),
    ],
)
def test_a_tensor(got: Tree, expected: str) -> None:
    assert fault(TENSOR, got) == expected


def test_whether_a_result_must_require_grad_is_asked_for() -> None:
    plain = changed(requires_grad=False)
    assert fault(plain, TENSOR) == ""
    assert fault(plain, TENSOR, tracking="exact") == "tracking"
    assert fault(TENSOR, plain, tracking="ignored") == ""


def test_nan_and_infinities_equal_themselves() -> None:
    odd = changed(values=(math.nan, -math.inf))
    assert fault(odd, odd) == ""
    assert fault(odd, changed(values=(math.nan, math.inf))) == "value"
    assert fault(odd, changed(values=(0.0, -math.inf))) == "value"


def test_tolerances_are_those_of_the_check_else_of_the_dtype() -> None:
    assert fault(TENSOR, changed(values=(1.05, 2.0)), rtol=0.1) == ""
    assert fault(TENSOR, changed(values=(1.00005, 2.0)), rtol=0.0, atol=0.0) == "value"
    half = changed(dtype="float16")
    assert fault(half, changed(dtype="float16", values=(1.005, 2.0))) == ""
    whole = changed(dtype="int64", values=(10**12, 1))
    assert fault(whole, changed(dtype="int64", values=(10**12 + 1, 1))) == "value"


@pytest.mark.parametrize(
    ("wanted", "got", "expected"),
    [
        (2.0, 2, ""),
        (2.0, 2.00001, ""),
        (2, 3, "value"),
        (True, 1, "structure"),
        (1, True, "structure"),
        (True, False, "value"),
        ("a", "b", "value"),
        ("a", 1, "structure"),
        (2.0, TENSOR, "structure"),
        (None, None, ""),
        (None, 1, "structure"),
        (Items((1, 2)), Items((1, 2)), ""),
        (Items((1, 2)), Items((1,)), "structure"),
        (Items((1, 2)), Items((1, None)), "none"),
        (Entries((("a", 1), ("b", 2))), Entries((("b", 2), ("a", 1))), ""),
        (Entries((("a", 1),)), Entries((("b", 1),)), "structure"),
        (Entries((("a", 1),)), Entries((("a", 1), ("b", 1))), "structure"),
        (Thing("AddBackward0"), Thing("AddBackward0"), ""),
        (Thing("AddBackward0"), Thing("MulBackward0"), "structure"),
    ],
)
def test_other_values(wanted: Tree, got: Tree, expected: str) -> None:
    assert fault(wanted, got) == expected


def test_words_name_kinds_and_never_values() -> None:
    found = compare("k", changed(values=(123.5, 7.0)), changed(values=(9.25, 7.0)), CHECK)
    assert found.fault == "value"
    assert "123.5" not in repr(found)
    assert "9.25" not in repr(found)


def test_a_result_without_keys_is_one_thing() -> None:
    assert keyed(TENSOR) == {"value": TENSOR}
    assert keyed(Entries((("a", 1),))) == {"a": 1}


_trees = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: Items(tuple(items)))
        | st.dictionaries(st.text(max_size=2), inner, max_size=3).map(
            lambda entries: Entries(tuple(entries.items()))
        )
    ),
    max_leaves=12,
)


@given(_trees, _trees)
def test_whatever_comes_is_compared(wanted: Tree, got: Tree) -> None:
    assert fault(wanted, wanted) == ""
    assert isinstance(replace(compare("k", wanted, got, CHECK)).fault, str)
