"""Calls that come again and again, as in a training loop: which of them need not be recorded.

Of the backwards among them the last one matters, since its gradients are what is left when the
loop is over. It is kept here until something is recorded after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import FrameType
from typing import Any
from weakref import ref

import torch

from autograder.evidence.schema import Site
from autograder.probe.calls import BACKWARD, PARAMETERS, RENAMED, tensors_in
from autograder.probe.sites import Sites
from autograder.probe.snapshots import GRADIENTS_CAP, getter, gradient_of, willing

OFTEN = 100
"""Calls from one place that are always recorded, and further ones by each way that leads there."""

_GRAPH_CAP = 2_000
_WAYS = 20_000
_BETWEEN = 5
"""Frames from torch's call outwards that are looked at for the student's."""

_grad_enabled = torch.is_grad_enabled
_grad_fn = willing("grad_fn", None)
_requires_grad = getter("requires_grad")

Values = tuple[float, ...] | None


class Repeats:
    """Counts by which way, through the student's functions, calls come to a place."""

    def __init__(self, sites: Sites) -> None:
        self._sites = sites
        self._ways: dict[tuple[tuple[int, int], ...], int] = {}
        self._short: dict[tuple[FrameType, int], Callable[..., Any]] = {}

    def known(self, frame: FrameType | None, func: Callable[..., Any]) -> bool:
        """Whether this very call, from a loop at top level, need not be looked at any more.

        `frame` made it, or one of torch's that stand between; what code they run is not asked,
        since that would be an audit event each time.
        """
        short = self._short
        if short:
            for _ in range(_BETWEEN):
                if frame is None:
                    return False
                if short.get((frame, frame.f_lasti)) is func:
                    return True
                frame = frame.f_back
        return False

    def go_on(self, frame: FrameType) -> bool:
        """Whether many calls came to this place by the same way in the statement that runs."""
        way = self._sites.stack(frame)
        number = self._ways[way] = self._ways.get(way, 0) + 1
        return number > OFTEN or len(self._ways) > _WAYS

    def shorten(self, frame: FrameType | None, func: Callable[..., Any]) -> None:
        """Take this call for `known` where no other way can lead to it."""
        for _ in range(_BETWEEN):
            if frame is None:
                return
            if self._sites.at_top(frame):
                self._short[frame, frame.f_lasti] = func
                return
            if self._sites.knows(frame.f_code.co_filename):
                return
            frame = frame.f_back

    def forget(self) -> None:
        """A top-level statement ended; what comes now comes by other ways."""
        self._ways.clear()
        self._short.clear()


class Unsettled:
    """A backward that ran unrecorded: what its frame needs, as it was at the time.

    Tensors are held weakly, so that none lives longer than without us.
    """

    def __init__(self, func: Callable[..., Any], given: dict[str, Any], site: Site) -> None:
        self.kind = BACKWARD[func]
        self.site = site
        self.grad_enabled = _grad_enabled()
        self.create_graph = bool(given.get("create_graph"))
        self.retain_graph = self.create_graph or bool(given.get("retain_graph"))
        roots = tuple(tensors_in(given.get("tensors")))
        self._held: dict[str, tuple[Callable[[], torch.Tensor | None], ...]] = {
            "roots": tuple(map(ref, roots)),
            "wrt": tuple(map(ref, tensors_in(given.get("inputs")))),
            "seeds": tuple(map(ref, tensors_in(given.get("grad_tensors")))),
        }
        leaves = tuple(islice(leaves_of(roots), GRADIENTS_CAP))
        self._leaves = tuple(map(ref, leaves))
        self._before = tuple(map(gradient_of, leaves))
        self._after = self._before

    def done(self, result: Any) -> None:
        """Take note of what it gave."""
        self._held["results"] = tuple(map(ref, tensors_in(result)))
        self._after = tuple(
            None if (leaf := reference()) is None else gradient_of(leaf)
            for reference in self._leaves
        )

    def alive(self, part: str) -> Iterator[torch.Tensor]:
        """Those of its "roots", "wrt", "seeds" or "results" that still exist."""
        return (tensor for held in self._held[part] if (tensor := held()) is not None)

    def leaves(self) -> Iterator[tuple[torch.Tensor, Values, Values]]:
        """The leaves that still exist, each with its gradient before and after."""
        for reference, before, after in zip(self._leaves, self._before, self._after, strict=True):
            leaf = reference()
            if leaf is not None:
                yield leaf, before, after


def differentiate(
    func: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any], site: Site
) -> Any:
    """Run a backward unrecorded; it is `unsettled` until the next one, or until it is taken."""
    unsettled()
    backward = Unsettled(func, given_to(func, args, keywords), site)
    result = func(*args, **keywords)
    backward.done(result)
    unsettled(backward)
    return result


def unsettled(
    new: Unsettled | None = None,
    *,
    _last: list[Unsettled | None] = [None],  # noqa: B006 - where the program cannot write
) -> Unsettled | None:
    """The last backward that ran unrecorded, which is thereby taken; `new` is in its place."""
    last, _last[0] = _last[0], new
    return last


def given_to(
    func: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any]
) -> dict[str, Any]:
    """The arguments of a differentiation by the names that `torch.autograd.backward` has."""
    given = dict(zip(PARAMETERS[func], args, strict=False))
    given.update({RENAMED.get(key, key): value for key, value in keywords.items()})
    return given


def leaves_of(roots: Iterable[torch.Tensor]) -> Iterator[torch.Tensor]:
    """Leaves at the ends of autograd's own graph, by its AccumulateGrad nodes."""
    todo: list[Any] = []
    for root in roots:
        node = _grad_fn(root)
        if node is not None:
            todo.append(node)
        elif _requires_grad(root):
            yield root
    met: set[Any] = set()
    while todo and len(met) < _GRAPH_CAP:
        node = todo.pop()
        if node in met:
            continue
        met.add(node)
        variable = getattr(node, "variable", None)
        if isinstance(variable, torch.Tensor):
            yield variable
        todo.extend(after for after, _ in node.next_functions if after is not None)
