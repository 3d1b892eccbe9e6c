"""What a call returned as plain data, read so that no object of the program's has a say in it.

Tensors and containers are read with functions of C that were captured before student code ran:
a class that overrides `tolist`, `__eq__`, `__iter__` or `__class__` changes nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from autograder.evidence.calls import DEPTH_CAP, VALUE_CAP, Array, Cut, Entries, Items, Thing, Tree
from autograder.probe.errors import clip
from autograder.probe.snapshots import getter, willing

NUMBERS_CAP = 49_152
"""Elements of all tensors of one result."""
NODES_CAP = 4_000
TEXT_CAP = 2_000
TEXTS_CAP = 100_000
_INTEGERS = range(-(2**63), 2**64)
"""What the wire format holds."""

_detach, _reshape, _tolist = torch.Tensor.detach, torch.Tensor.reshape, torch.Tensor.tolist
_numel, _to, _getitem = torch.Tensor.numel, torch.Tensor.to, torch.Tensor.__getitem__
_to_dense, _resolve_conj = torch.Tensor.to_dense, torch.Tensor.resolve_conj
_shape, _dtype, _device = getter("shape"), getter("dtype"), getter("device")
_requires_grad, _layout = getter("requires_grad"), getter("layout")
_is_leaf = willing("is_leaf", True)
_view_as_real, _is_complex, _plain = torch.view_as_real, torch.is_complex, torch.strided
_Tensor, _Unmoded = torch.Tensor, torch._C.DisableTorchFunction
_Undispatched: Any = torch._C._DisableTorchDispatch
_no_grad = torch.no_grad

_mro: Any = type.__dict__["__mro__"].__get__
_name: Any = type.__dict__["__name__"].__get__
_array_list, _array_shape = np.ndarray.tolist, np.ndarray.__dict__["shape"].__get__
_array_dtype: Any = np.ndarray.__dict__["dtype"].__get__
_array_flat, _array_size = np.ndarray.reshape, np.ndarray.__dict__["size"].__get__
_array_item = np.ndarray.__getitem__
_generic_item: Any = np.generic.item
_iterate, _iterate_tuple, _entries = list.__iter__, tuple.__iter__, dict.items
_add_int, _add_float, _add_text = int.__add__, float.__add__, str.__add__
_complex = (complex.__dict__["real"].__get__, complex.__dict__["imag"].__get__)


class _Room:
    """How much more may be told."""

    def __init__(self) -> None:
        self.numbers, self.nodes, self.texts = NUMBERS_CAP, NODES_CAP, TEXTS_CAP
        self.open: list[int] = []


def observed(value: object) -> Tree:
    """What a value is and holds, in the current process; never raises, runs nothing of its own."""
    with _Unmoded(), _Undispatched(), _no_grad():
        return _tree(value, _Room())


def _tree(value: object, room: _Room) -> Tree:
    room.nodes -= 1
    if room.nodes < 0:
        return Cut("large")
    if value is None or value is True or value is False:
        return value
    kinds = _mro(type(value))
    if _Tensor in kinds:
        return _tensor(value, room)
    if int in kinds:
        number = _add_int(value, 0)  # type: ignore[arg-type]
        return number if number in _INTEGERS else Thing("a very large int")
    if float in kinds:
        return _add_float(value, 0.0)  # type: ignore[arg-type]
    if str in kinds:
        return _text(_add_text(value, ""), room)  # type: ignore[arg-type]
    if complex in kinds:
        real, imaginary = (part(value) for part in _complex)
        return Array((), "complex", "python", False, True, (real, imaginary), "number")
    if np.ndarray in kinds:
        return _array(value, room)
    if np.generic in kinds:
        return _tree(_generic_item(value), room)
    if torch.dtype in kinds or torch.device in kinds:
        return _text(str(value), room)
    if id(value) in room.open:
        return Cut("cyclic")
    if len(room.open) >= DEPTH_CAP:
        return Cut("deep")
    room.open.append(id(value))
    try:
        if list in kinds:
            return Items(_several(_iterate(value), room))  # type: ignore[arg-type]
        if tuple in kinds:
            return Items(_several(_iterate_tuple(value), room))  # type: ignore[arg-type]
        if dict in kinds:
            return _mapping(value, room)
    finally:
        room.open.pop()
    return Thing(clip(_name(type(value)), 100))


def _several(values: Any, room: _Room) -> tuple[Tree, ...]:
    found: list[Tree] = []
    for value in values:
        found.append(_tree(value, room))
        if room.nodes < 0:
            break
    return tuple(found)


def _mapping(value: Any, room: _Room) -> Entries:
    found: list[tuple[str, Tree]] = []
    for key, inner in _entries(value):
        found.append((_key(key), _tree(inner, room)))
        if room.nodes < 0:
            break
    return Entries(tuple(found))


def _key(key: object) -> str:
    if type(key) in (str, int, float, bool, type(None)):
        return clip(str(key), 100)
    return f"<{clip(_name(type(key)), 98)}>"


def _text(text: str, room: _Room) -> str:
    text = clip(text, TEXT_CAP)
    room.texts -= len(text)
    return text if room.texts >= 0 else ""


def _tensor(tensor: Any, room: _Room) -> Array:
    shape = tuple(_shape(tensor))
    return Array(
        shape=shape,
        dtype=str(_dtype(tensor)).removeprefix("torch."),
        device=str(_device(tensor)),
        requires_grad=_requires_grad(tensor),
        is_leaf=_is_leaf(tensor),
        values=_elements(tensor, room),
    )


def _elements(tensor: Any, room: _Room) -> tuple[int | float, ...] | None:
    try:
        plain = _detach(tensor)
        if _layout(plain) is not _plain:
            plain = _to_dense(plain)
        size = _numel(plain)
        step = -(-size // VALUE_CAP) or 1
        if -(-size // step) > room.numbers:
            return None
        flat = _reshape(plain, (-1,))
        if step > 1:
            flat = _getitem(flat, slice(None, None, step))
        if _is_complex(flat):
            flat = _reshape(_view_as_real(_resolve_conj(flat)), (-1,))
        room.numbers -= _numel(flat)
        return tuple(_tolist(flat))
    except Exception:  # meta tensors, wrappers of functorch and the like have no elements
        return None


def _array(array: Any, room: _Room) -> Tree:
    kind = str(_array_dtype(array))
    size = _array_size(array)
    values = None
    step = -(-size // VALUE_CAP) or 1
    if kind.startswith(("float", "int", "uint", "bool")) and -(-size // step) <= room.numbers:
        flat = _array_item(_array_flat(array, -1), slice(None, None, step))
        values = tuple(_array_list(flat))
        room.numbers -= len(values)
    return Array(_array_shape(array), kind, "cpu", False, True, values, "array")
