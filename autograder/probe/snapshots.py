"""Tensors by number: who is who, and what each held when we looked.

The torch functions used here are captured when the module is imported, which is before any
student code runs, so that patching `torch.Tensor` does not change what is measured.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any
from weakref import ref

import torch

from autograder.evidence.schema import VALUE_CAP, Ref, TensorState


def getter(name: str) -> Callable[[torch.Tensor], Any]:
    """The C getter of a tensor property, whatever becomes of `torch.Tensor` later."""
    bound: Callable[[torch.Tensor], Any] = getattr(torch.Tensor, name).__get__
    return bound


def willing(name: str, otherwise: Any) -> Callable[[torch.Tensor], Any]:
    """The same, with a value for tensors that PyTorch tells nothing about: of a view that was made
    with gradients off and then written to it refuses to say where it stands in a graph."""
    get = getter(name)

    def bound(tensor: torch.Tensor) -> Any:
        try:
            return get(tensor)
        except RuntimeError:
            return otherwise

    return bound


_tolist = torch.Tensor.tolist
_detach = torch.Tensor.detach
_reshape = torch.Tensor.reshape
_requires_grad = getter("requires_grad")
_is_leaf = willing("is_leaf", True)
_grad_fn = willing("grad_fn", None)
_grad = getter("grad")
_retains_grad = getter("retains_grad")
_item = torch.Tensor.item
_unbind = torch.Tensor.unbind
_in_functorch: Callable[[torch.Tensor], bool] = torch._C._functorch.is_functorch_wrapped_tensor
_numel = torch.Tensor.numel
_shape = getter("shape")
_dtype = getter("dtype")
_device = getter("device")
_data = getter("data")
_storage = torch.Tensor.untyped_storage
_is_inference = torch.Tensor.is_inference
_fill = torch.Tensor.fill_
_copy = torch.Tensor.copy_
_view_as = torch.Tensor.view_as
_as_tensor = torch.tensor
_inference_mode = torch.inference_mode

GRADIENTS_CAP = 64
"""Leaves whose gradients are followed around a backward, at the most."""


def values_of(tensor: torch.Tensor) -> tuple[float, ...] | None:
    """The elements in row-major order as floats; None beyond `VALUE_CAP` or for no real numbers."""
    try:
        size = _numel(tensor)
        if size > VALUE_CAP:
            return None
        if size == 1 and not _shape(tensor):
            number: Any = _tolist(tensor)
            return (float(number),)
        listed = _tolist(_reshape(_detach(tensor), (-1,)))
        return tuple(float(value) for value in listed)
    except Exception:  # batches of functorch, meta and sparse tensors have no elements to read
        return _one_by_one(tensor) if _in_functorch(tensor) else None


def _one_by_one(tensor: torch.Tensor) -> tuple[float, ...] | None:
    """The elements of what functorch differentiates, which torch 2.4 gives only singly."""
    try:
        return tuple(float(_item(part)) for part in _unbind(_reshape(_detach(tensor), (-1,))))
    except Exception:  # a batch
        return None


def gradient_of(tensor: torch.Tensor) -> tuple[float, ...] | None:
    """The elements of `.grad`; None where there is none, () where they are too many to keep."""
    gradient = _grad(tensor)
    if gradient is None:
        return None
    values = values_of(gradient)
    return () if values is None else values


class Tensors:
    """Numbers for tensors, and versions for their contents."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, Any]] = {}
        self._version: list[int] = []
        self._values: list[tuple[float, ...] | None] = []

    def forget(self) -> None:
        """Begin to number anew."""
        for container in (self._known, self._version, self._values):
            container.clear()

    def number(self, tensor: torch.Tensor) -> int | None:
        """The number of a tensor met before, or None."""
        entry = self._known.get(id(tensor))
        if entry is not None and entry[1]() is tensor:
            return entry[0]
        return None

    def register(self, tensor: torch.Tensor) -> int:
        """The number of a tensor, a new one if it was not met before."""
        number = self.number(tensor)
        if number is None:
            number = len(self._version)
            reference = ref(tensor)
            self._known[id(tensor)] = (number, reference)
            self._version.append(0)
            self._values.append(values_of(tensor))
            self.flagged(tensor, number)
        return number

    def changed(self, tensor: torch.Tensor, number: int) -> bool:
        """Whether the contents differ from when we last looked; if so, the version goes up."""
        values = values_of(tensor)
        if _same(values, self._values[number]):
            return False
        self._values[number] = values
        self._version[number] += 1
        return True

    def flagged(
        self,
        tensor: torch.Tensor,
        number: int,
        *,
        _flags: dict[int, tuple[bool, bool]] = {},  # noqa: B006 - where the program cannot write
    ) -> bool:
        """Whether the tensor came to be tracked, or ceased to, since we last looked: a custom
        function's result is tracked once its forward returns, and so may be what a thread wrote."""
        flags = _requires_grad(tensor), _grad_fn(tensor) is None
        if flags == _flags.get(number):
            return False
        _flags[number] = flags
        return True

    def touch(self, tensor: torch.Tensor, number: int) -> None:
        """An in-place operation wrote to the tensor: a new version even if the values agree."""
        self._values[number] = values_of(tensor)
        self._version[number] += 1

    def ref(self, number: int) -> Ref:
        """The tensor at its current version."""
        return Ref(number, self._version[number])

    def state(
        self, tensor: torch.Tensor, number: int, sources: tuple[torch.Tensor, ...] = ()
    ) -> TensorState:
        """The tensor as it is now; `sources` are searched for one that shares its memory."""
        grad_fn = _grad_fn(tensor)
        self.flagged(tensor, number)
        return TensorState(
            tensor=number,
            version=self._version[number],
            shape=tuple(_shape(tensor)),
            dtype=str(_dtype(tensor)).removeprefix("torch."),
            values=self._values[number],
            requires_grad=_requires_grad(tensor),
            is_leaf=_is_leaf(tensor),
            grad_fn=None if grad_fn is None else type(grad_fn).__name__,
            base=self._base(tensor, number, sources),
            device=_device(tensor).type,
            inference=_is_inference(tensor),
        )

    def gradients(self, first: Iterable[int] = ()) -> dict[int, tuple[float, ...] | None]:
        """`.grad` of every tensor that may have one: leaves that require it, those that retain it.

        Those numbered in `first` (what the backward reaches) come before others where there are
        more than `GRADIENTS_CAP`.
        """
        alive: dict[int, torch.Tensor] = {}
        for key, (number, reference) in list(self._known.items()):
            tensor = reference()
            if tensor is None:
                del self._known[key]
            elif _requires_grad(tensor) and (_is_leaf(tensor) or _retains_grad(tensor)):
                alive[number] = tensor
        order = [number for number in first if number in alive]
        chosen = dict.fromkeys((*order, *sorted(alive)))
        return {number: gradient_of(alive[number]) for number in list(chosen)[:GRADIENTS_CAP]}

    def _base(
        self, tensor: torch.Tensor, number: int, sources: tuple[torch.Tensor, ...]
    ) -> int | None:
        for source in sources:
            other = self.number(source)
            if other is None or other == number:
                continue
            try:
                if _storage(tensor).data_ptr() == _storage(source).data_ptr() != 0:
                    return other
            except (RuntimeError, NotImplementedError):  # no storage: sparse, functorch
                return None
        return None


def substitute(tensor: torch.Tensor, values: tuple[float, ...]) -> None:
    """Write `values` into the tensor behind autograd's back: one fills it, several are laid in.

    The write goes through `.data`, so no version counter moves and no history is made. A tensor
    that cannot be written (an expanded one, say) stays as it is; the run then shows that nothing
    follows the intervention.
    """
    try:
        with _inference_mode(_is_inference(tensor)):
            data = _data(tensor)
            if len(values) == 1:
                _fill(data, values[0])
            elif len(values) == _numel(tensor):
                _copy(data, _view_as(_as_tensor(values, dtype=_dtype(data)), data))
    except RuntimeError:
        return


def _same(left: tuple[float, ...] | None, right: tuple[float, ...] | None) -> bool:
    if left is None or right is None or len(left) != len(right):
        return left is right
    return all(
        a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(left, right, strict=True)
    )
