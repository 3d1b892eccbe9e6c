"""Watches autograd from inside: every torch call of the student's code becomes a frame.

`TorchFunctionMode` is shown each call on tensors together with its arguments, at about the cost
of the calls themselves. What it does not show (`torch.Tensor([1])`, `from_numpy`, `nn.Parameter`)
is caught at the first use of the tensor, and a tensor found changed (through a numpy view, say)
is reported again before the operation that reads it.

A training loop makes thousands of calls. Of those that come to the same place by the same way only
the first are recorded, and of the backwards the last one as well; a tensor that they changed is
found changed like any other, and what follows the loop is recorded in full.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode, resolve_name

from autograder.evidence.schema import (
    Backward,
    Bound,
    Frame,
    Job,
    LeafGrad,
    Op,
    Ref,
    Seen,
    Site,
    Substitution,
    TensorState,
)
from autograder.probe.calls import (
    BACKWARD,
    QUIET,
    arguments_of,
    name_of,
    number_of,
    returned_number,
    says_little,
    tensors_in,
    writes,
)
from autograder.probe.interventions import Interventions
from autograder.probe.repeats import (
    Repeats,
    differentiate,
    given_to,
    leaves_of,
    unsettled,
)
from autograder.probe.seal import LOOK
from autograder.probe.sites import Sites
from autograder.probe.snapshots import Tensors

_grad_enabled = torch.is_grad_enabled
_inference_enabled = torch.is_inference_mode_enabled
_hidden = torch._C.DisableTorchFunction
_getframe = sys._getframe
_tracing_state = torch._C._get_tracing_state
_depth = torch._C._len_torch_function_stack
_mode_at = torch._C._get_function_stack_at

_ARGUMENT_CAP = 256
_NAME_CAP = 100
_BOUND_CAP = 1_000
# Caps keep every frame below the wire's limit, whatever a program passes around.


_BACKWARDS = tuple(BACKWARD)


class Recorder(TorchFunctionMode):
    """Records torch calls while it is active (`with recorder:`).

    Args:
        job: what is run; its substitutions are applied and its cap on events kept.
        emit: takes each frame as it happens.
        sites: finds the student's line.
    """

    def __init__(
        self,
        job: Job,
        emit: Callable[[Frame], None],
        sites: Sites,
    ) -> None:
        super().__init__()
        self._emit = emit
        self._sites = sites
        self._most = job.max_events
        self.tensors = Tensors()
        self._bound: dict[str, Ref | float] = {}
        self.repeats = Repeats(sites)
        self.interventions = Interventions(job.substitutions)
        self._begin()

    def begin(self, substitutions: Iterable[Substitution]) -> None:
        """Know nothing of what was recorded before; intervene so in what comes now."""
        self.tensors.forget()
        self.repeats.forget()
        self.interventions.begin(substitutions)
        self._bound.clear()
        self._begin()

    def _begin(self) -> None:
        self.seq = self._dropped = 0
        self._left = self._most

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
        *,
        _audit: Callable[..., None] = sys.audit,
    ) -> Any:
        """Run one torch call and record it."""
        keywords = kwargs or {}
        name = name_of(func)
        if name in QUIET or _tracing_state() is not None:
            # While torch.jit traces, sizes are tensors, and looking would become part of the trace.
            return func(*args, **keywords)
        frame = _getframe(1)
        if self.repeats.known(frame, func):
            self._dropped += 1
            return func(*args, **keywords)
        site = self._sites.find(frame)
        often = self.interventions.made(site, args, keywords) and says_little(name, args)
        backward = func is _BACKWARDS[0] or func is _BACKWARDS[1] or func is _BACKWARDS[2]
        if often and self.repeats.go_on(frame):
            # What is not recorded earns nothing, so that nobody need look at it.
            self._dropped += 1
            if backward:
                return differentiate(func, args, keywords, site)
            if not self.interventions.concern(site) and not name.endswith(".grad.__set__"):
                self.repeats.shorten(frame, func)
            return func(*args, **keywords)
        _audit(LOOK, False)
        self._settle()
        if backward:
            return self._backward(func, args, keywords, site)
        return self._operation(func, name, args, keywords, site)

    def bound(
        self,
        unit: int,
        line: int,
        namespace: dict[str, object],
        *,
        _audit: Callable[..., None] = sys.audit,
    ) -> None:
        """Report the global names that now stand for another tensor or number than before."""
        _audit(LOOK, False)
        self._settle()
        self.repeats.forget()
        names: dict[str, Ref | float] = {}
        with _hidden():
            for name, value in list(namespace.items()):
                if not isinstance(name, str) or name.startswith("_") or isinstance(value, bool):
                    continue
                if len(name) > _NAME_CAP or len(names) >= _BOUND_CAP:
                    continue
                if isinstance(value, torch.Tensor):
                    self._look(value, Site(unit, line))
                    now: Ref | float = self._ref(value)
                elif isinstance(value, (int, float, np.floating, np.integer)):
                    now = number_of(value)
                else:
                    continue
                if self._bound.get(name) != now:
                    self._bound[name] = names[name] = now
        if names:
            self._send(Bound(self._next(), unit, line, names))

    def active(self) -> bool:
        """Whether torch still shows its calls to this recorder."""
        return any(_mode_at(place) is self for place in range(_depth()))

    def finish(self) -> int:
        """Return how many events were beyond the cap."""
        return self._dropped

    def _operation(
        self,
        func: Callable[..., Any],
        name: str,
        args: tuple[Any, ...],
        keywords: dict[str, Any],
        site: Site,
        *,
        _audit: Callable[..., None] = sys.audit,
    ) -> Any:
        tensors = tuple(tensors_in((args, keywords)))
        for tensor in tensors[:_ARGUMENT_CAP]:
            self._look(tensor, site)
        inputs = tuple(islice(arguments_of(args, self._ref), _ARGUMENT_CAP))
        named = {
            str(key)[:_NAME_CAP]: next(arguments_of((value,), self._ref), None)
            for key, value in islice(keywords.items(), _ARGUMENT_CAP)
        }
        grad_enabled, inference = _grad_enabled(), _inference_enabled()
        error: str | None = None
        outputs: tuple[TensorState, ...] = ()
        number: float | None = None
        try:
            result = func(*args, **keywords)
            _audit(LOOK, False)
            outputs, number = self._results(name, result, tensors)
            return result
        except BaseException as problem:
            error = f"{type(problem).__name__}: {str(problem)[:500]}"
            raise
        finally:
            self._send(
                Op(
                    seq=self._next(),
                    name=name,
                    inputs=inputs,
                    keywords=named,
                    outputs=outputs,
                    number=number,
                    grad_enabled=grad_enabled,
                    inference=inference,
                    site=site,
                    error=error,
                )
            )

    def _results(
        self, name: str, result: Any, tensors: tuple[torch.Tensor, ...]
    ) -> tuple[tuple[TensorState, ...], float | None]:
        written = writes(name)
        if written and tensors:
            number = self.tensors.register(tensors[0])
            if name.endswith((".requires_grad.__set__", ".grad.__set__", "requires_grad_")):
                self.tensors.changed(tensors[0], number)
            else:
                self.tensors.touch(tensors[0], number)
            return (self.tensors.state(tensors[0], number),), None
        states = []
        for tensor in islice(tensors_in(result), _ARGUMENT_CAP):
            number = self.tensors.register(tensor)
            self.tensors.changed(tensor, number)
            states.append(self.tensors.state(tensor, number, tensors))
        return tuple(states), None if states else returned_number(result)

    def _backward(
        self,
        func: Callable[..., Any],
        args: tuple[Any, ...],
        keywords: dict[str, Any],
        site: Site,
        *,
        _audit: Callable[..., None] = sys.audit,
    ) -> Any:
        given = given_to(func, args, keywords)
        roots = tuple(tensors_in(given.get("tensors")))
        wrt = tuple(tensors_in(given.get("inputs")))
        seeds = tuple(tensors_in(given.get("grad_tensors")))
        for tensor in (*roots, *wrt, *seeds):
            self._look(tensor, site)
        reached = tuple(self._reached(roots))
        before = self.tensors.gradients(reached)
        grad_enabled = _grad_enabled()
        results: tuple[TensorState | None, ...] = ()
        error: str | None = None
        try:
            result = func(*args, **keywords)
            if result is not None:
                listed = result if isinstance(result, (tuple, list)) else (result,)
                results = tuple(
                    self._fresh(item) if isinstance(item, torch.Tensor) else None for item in listed
                )
            return result
        except BaseException as problem:
            error = f"{type(problem).__name__}: {str(problem)[:500]}"
            raise
        finally:
            # What ran meanwhile (hooks, custom functions) was the student's.
            _audit(LOOK, True)
            after = self.tensors.gradients(reached)
            self._emit(
                Backward(
                    seq=self._next(),
                    kind=BACKWARD[func],
                    roots=tuple(self._ref(tensor) for tensor in roots),
                    wrt=tuple(self._ref(tensor) for tensor in wrt),
                    seeds=tuple(self._fresh(tensor) for tensor in seeds),
                    retain_graph=bool(given.get("retain_graph") or given.get("create_graph")),
                    create_graph=bool(given.get("create_graph")),
                    leaves=tuple(
                        LeafGrad(number, before.get(number), after.get(number))
                        for number in sorted({*before, *after})
                    ),
                    results=results,
                    reached=reached,
                    grad_enabled=grad_enabled,
                    site=site,
                    error=error,
                )
            )

    def _settle(self) -> None:
        """Record the last of many backwards, now that something else follows."""
        last = unsettled()
        if last is None:
            return
        leaves = tuple(
            LeafGrad(self.tensors.register(leaf), before, after)
            for leaf, before, after in last.leaves()
        )
        self._dropped -= 1
        self._send(
            Backward(
                seq=self._next(),
                kind=last.kind,
                roots=tuple(map(self._ref, last.alive("roots"))),
                wrt=tuple(map(self._ref, last.alive("wrt"))),
                seeds=tuple(map(self._fresh, last.alive("seeds"))),
                retain_graph=last.retain_graph,
                create_graph=last.create_graph,
                leaves=tuple(sorted(leaves, key=lambda leaf: leaf.tensor)),
                results=tuple(map(self._fresh, last.alive("results"))),
                reached=tuple(leaf.tensor for leaf in leaves),
                grad_enabled=last.grad_enabled,
                site=last.site,
            )
        )

    def _look(self, tensor: torch.Tensor, site: Site) -> None:
        """Report the tensor if it is new to us, or no longer what it was."""
        number = self.tensors.number(tensor)
        if number is None:
            number = self.tensors.register(tensor)
        elif not self.tensors.changed(tensor, number) and not self.tensors.flagged(tensor, number):
            return
        self._send(Seen(self._next(), self.tensors.state(tensor, number), site))

    def _fresh(self, tensor: torch.Tensor) -> TensorState:
        number = self.tensors.register(tensor)
        self.tensors.changed(tensor, number)
        return self.tensors.state(tensor, number)

    def _ref(self, tensor: torch.Tensor) -> Ref:
        return self.tensors.ref(self.tensors.register(tensor))

    def _reached(self, roots: Iterable[torch.Tensor]) -> Iterator[int]:
        return map(self.tensors.register, leaves_of(roots))

    def _next(self) -> int:
        self.seq += 1
        return self.seq

    def _send(self, frame: Frame) -> None:
        if self._left > 0:
            self._left -= 1
            self._emit(frame)
        else:
            self._dropped += 1


CODES = tuple(
    method.__code__
    for method in (
        Recorder.__torch_function__,
        Recorder.bound,
        Recorder._operation,
        Recorder._backward,
        Recorder._settle,
        Recorder._look,
        Recorder._send,
    )
)
"""What may send frames of the trace: the entry that torch calls, and the way inwards from it."""


def prepare() -> None:
    """Build torch's table of function names, which takes long the first time."""
    resolve_name(torch.Tensor.add)
