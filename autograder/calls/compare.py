"""Compares what a call returned with what the same call returned on the reference.

Both are plain data. The first difference of a key, in the order in which a person would look, is
its fault; words for it name kinds, shapes and types, never a value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from autograder.calls.model import KeyVerdict
from autograder.evidence.calls import Array, Cut, Entries, Items, Thing, Tree
from autograder.spec.model import Check, Words

WHOLE = "value"
"""The key of a result that is no mapping."""

_TOLERANCES = {"float16": (1e-2, 1e-3), "bfloat16": (2e-2, 1e-2)}
_DEFAULT = (1e-4, 1e-6)
"""rtol and atol of other floating-point numbers."""
_WHOLE_NUMBERS = ("int", "uint", "bool")


def keyed(tree: Tree) -> dict[str, Tree]:
    """The keys of a result with what is compared under each."""
    if isinstance(tree, Entries) and tree.entries:
        return dict(tree.entries)
    return {WHOLE: tree}


def compare(key: str, wanted: Tree, got: Tree, check: Check) -> KeyVerdict:
    """What is wrong under one key, if anything."""
    found = _Comparison(check).differ(wanted, got)
    if found is None:
        return KeyVerdict(key)
    return KeyVerdict(key, found.fault, found.got, found.wanted)


@dataclass(frozen=True)
class _Difference:
    fault: str
    got: Words
    wanted: Words


class _Comparison:
    def __init__(self, check: Check) -> None:
        self._check = check

    def differ(self, wanted: Tree, got: Tree) -> _Difference | None:
        if isinstance(wanted, Array):
            if not isinstance(got, Array) or got.kind != wanted.kind:
                return _kinds(wanted, got)
            return self._tensors(wanted, got)
        if isinstance(wanted, Items):
            if not isinstance(got, Items) or len(got.items) != len(wanted.items):
                return _kinds(wanted, got)
            pairs = zip(wanted.items, got.items, strict=True)
            return _worst([self.differ(*pair) for pair in pairs])
        if isinstance(wanted, Entries):
            if not isinstance(got, Entries) or _names(got) != _names(wanted):
                return _kinds(wanted, got)
            others = dict(got.entries)
            return _worst([self.differ(inner, others[key]) for key, inner in wanted.entries])
        if isinstance(wanted, bool) or isinstance(got, bool):
            if not (isinstance(wanted, bool) and isinstance(got, bool)):
                return _kinds(wanted, got)
            return None if wanted == got else _values(wanted, got)
        if isinstance(wanted, int | float) and isinstance(got, int | float):
            exact = isinstance(wanted, int) and isinstance(got, int)
            same = wanted == got if exact else self._close(wanted, got, "float32")
            return None if same else _values(wanted, got)
        if type(wanted) is not type(got):
            return _kinds(wanted, got)
        if wanted == got:
            return None
        return _values(wanted, got) if isinstance(wanted, str) else _kinds(wanted, got)

    def _tensors(self, wanted: Array, got: Array) -> _Difference | None:
        for fault, ours, theirs in (
            ("shape", _shape(wanted.shape), _shape(got.shape)),
            ("dtype", wanted.dtype, got.dtype),
            ("device", wanted.device, got.device),
        ):
            if ours != theirs:
                return _Difference(fault, _same(theirs), _same(ours))
        if self._tracking_differs(wanted, got):
            flags = (f"requires_grad={one.requires_grad}" for one in (got, wanted))
            return _Difference("tracking", *map(_same, flags))
        if wanted.values is None or got.values is None or len(wanted.values) != len(got.values):
            return _values(wanted, got)
        pairs = zip(wanted.values, got.values, strict=True)
        if wanted.dtype.startswith(_WHOLE_NUMBERS):
            right = all(ours == theirs for ours, theirs in pairs)
        else:
            right = all(self._close(ours, theirs, wanted.dtype) for ours, theirs in pairs)
        return None if right else _values(wanted, got)

    def _tracking_differs(self, wanted: Array, got: Array) -> bool:
        asked = self._check.tracking
        if asked == "exact":
            return wanted.requires_grad != got.requires_grad
        return asked == "required" and wanted.requires_grad and not got.requires_grad

    def _close(self, wanted: float, got: float, dtype: str) -> bool:
        """|a - b| <= atol + rtol * |b|, as `torch.isclose` has it with equal_nan."""
        rtol, atol = _TOLERANCES.get(dtype, _DEFAULT)
        rtol = rtol if self._check.rtol is None else self._check.rtol
        atol = atol if self._check.atol is None else self._check.atol
        if math.isnan(wanted) or math.isnan(got):
            return math.isnan(wanted) and math.isnan(got)
        if math.isinf(wanted) or math.isinf(got):
            return wanted == got
        return abs(got - wanted) <= atol + rtol * abs(wanted)


_ORDER = ("none", "structure", "shape", "dtype", "device", "tracking", "value")


def _worst(found: list[_Difference | None]) -> _Difference | None:
    differences = [one for one in found if one is not None]
    return min(differences, key=lambda one: _ORDER.index(one.fault), default=None)


def _kinds(wanted: Tree, got: Tree) -> _Difference:
    fault = "none" if got is None else "structure"
    return _Difference(fault, kind_of(got, wanted), kind_of(wanted, got))


def _values(wanted: Tree, got: Tree) -> _Difference:
    return _Difference("value", kind_of(got), kind_of(wanted))


def _names(tree: Entries) -> list[str]:
    return sorted(key for key, _ in tree.entries)


def _shape(shape: tuple[int, ...]) -> str:
    return str(shape)


def _same(text: str) -> Words:
    return Words(zh=text, en=text)


def kind_of(tree: Tree, other: Tree = None) -> Words:
    """What a value is, in words: "a tensor of shape (3,)", "a list of 2", "None".

    Of two mappings that hold other keys their keys are told.
    """
    if isinstance(tree, Array):
        return _array(tree)
    if isinstance(tree, Items):
        count = len(tree.items)
        return Words(zh=f"长度为 {count} 的列表或元组", en=f"a list or tuple of {count}")
    if isinstance(tree, Entries):
        if not isinstance(other, Entries):
            return Words(zh="字典", en="a dict")
        keys = ", ".join(repr(key) for key in _names(tree)[:8])
        return Words(zh=f"含键 {keys or '（无）'} 的字典", en=f"a dict with {keys or 'no keys'}")
    if isinstance(tree, Thing):
        return Words(zh=f"{tree.name} 对象", en=f"an object of type {tree.name}")
    if isinstance(tree, Cut):
        return Words(zh="太大或太深的结果", en="a result that is too large or too deep")
    if tree is None:
        return _same("None")
    if isinstance(tree, str):
        return Words(zh="字符串", en="a text (str)")
    if isinstance(tree, bool):
        return Words(zh="布尔值", en="a bool")
    name = type(tree).__name__
    return Words(zh=f"Python 数值（{name}）", en=f"a Python number ({name})")


def _array(array: Array) -> Words:
    if array.kind == "number":
        return Words(zh="复数", en="a complex number")
    shape = _shape(array.shape)
    if array.kind == "array":
        return Words(zh=f"形状为 {shape} 的 NumPy 数组", en=f"a NumPy array of shape {shape}")
    return Words(zh=f"形状为 {shape} 的张量", en=f"a tensor of shape {shape}")
