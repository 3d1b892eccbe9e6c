"""Desks in processes of this machine, which share one fork server.

Workers are forked from a process that has loaded everything and has one thread
(`multiprocessing`'s "forkserver"), so that starting one costs milliseconds and no lock of ours is
ever copied while held. Each has one order at a time, so that it is known whose order a worker died
of: a new worker takes its place, and the order is tried once more.

A program that waits (for input, for the clock) keeps its desk without using a core. While an order
takes longer than `PATIENCE_S` its desk does not count, and another is set up for the rest of the
class; there are never more than twice as many as asked for.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from types import TracebackType

from autograder.errors import AutograderError
from autograder.sandbox.host import PRELOAD_FOR_MANY, Server
from autograder.spec.preload import preload
from autograder.workers.order import Done, Order, Setup

PATIENCE_S = 3.0
"""Seconds after which an order does not hold up others any more."""

DEATHS = 3
"""Workers in a row that may die before they finish anything, for each desk."""


class DeskError(AutograderError):
    """Worker processes cannot live on this machine."""


@dataclass
class _Worker:
    process: ForkServerProcess
    pipe: Connection
    order: _Try | None = None
    since: float = 0.0

    @property
    def name(self) -> str | None:
        return None if self.order is None else self.order.order.submission.name

    def slow(self, now: float) -> bool:
        return self.order is not None and now - self.since > PATIENCE_S


@dataclass(frozen=True)
class _Try:
    order: Order
    again: bool = False


@dataclass
class _State:
    """What is under way in one call of `work`."""

    orders: Iterator[Order]
    again: deque[_Try] = field(default_factory=deque)
    ended: bool = False
    deaths: int = 0

    def next(self) -> _Try | None:
        if self.again:
            return self.again.popleft()
        if not self.ended:
            for order in self.orders:
                return _Try(order)
            self.ended = True
        return None


class Pool:
    """Worker processes and their fork server, as a context manager; both start with the first
    order, or with `start`.

    Args:
        setup: what desks are set up with.
        workers: how many orders are filled at a time.
        hang_s: seconds after which a worker is taken to hang, and killed; None reckons them from
            the limits of the assignment.
    """

    def __init__(self, setup: Setup, workers: int, *, hang_s: float | None = None) -> None:
        self._setup = setup
        self._count = workers
        self._hang_s = hang_s or _longest(setup)
        self._workers: list[_Worker] = []
        self._stack = ExitStack()
        self._server: Server | None = None
        self._context = multiprocessing.get_context("forkserver")

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the fork server and what workers are forked from; both load what they need while
        other things are done."""
        if self._server is not None:
            return
        loaded = self._setup.assignment
        private = (loaded.folder, loaded.solutions)
        slots = max(64, 4 * self._count)
        self._server = self._stack.enter_context(
            Server(private=private, slots=slots, preload=preload(PRELOAD_FOR_MANY, private))
        )
        self._setup = replace(self._setup, address=self._server.address)
        self._context.set_forkserver_preload(
            ["autograder.workers.quiet", "autograder.workers.serve"]
        )
        forkserver.ensure_running()

    def share(self, common: bytes | None) -> None:
        """Give workers that are still to start the kept runs of the reference and the samples."""
        self._setup = replace(self._setup, common=common)

    def close(self) -> None:
        """Stop all workers at once, and then the fork server."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()
        self._stack.close()

    @property
    def under_way(self) -> dict[int, str | None]:
        """The processes of the workers with the submission that each has, None while it is free."""
        return {worker.process.pid or 0: worker.name for worker in list(self._workers)}

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Fill orders and yield what is done; see `order.Workshop`.

        Raises:
            DeskError: workers die before they do anything, again and again.
        """
        state = _State(iter(orders))
        while True:
            self._hand_out(state)
            busy = [worker for worker in self._workers if worker.order is not None]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], self._pause(busy))
            for worker in busy:
                if worker.pipe in ready:
                    yield from self._take(worker, state)
            for worker in busy:
                if worker.order is not None and time.monotonic() - worker.since > self._hang_s:
                    yield from self._bury(worker, state, "it did not answer in time")

    def _hand_out(self, state: _State) -> None:
        """Give every desk that is free an order, and set desks up as far as there is work."""
        # All of them are set up before the first order goes out, while the fork server still loads.
        while assigned := list(self._assigned(state)):
            for worker, order in assigned:
                self._give(worker, order, state)

    def _assigned(self, state: _State) -> Iterator[tuple[_Worker, _Try]]:
        now = time.monotonic()
        while sum(w.order is not None and not w.slow(now) for w in self._workers) < self._count:
            free = next((w for w in self._workers if w.order is None), None)
            if free is None and len(self._workers) >= 2 * self._count:
                return
            order = state.next()
            if order is None:
                return
            self.start()
            if free is None:
                free = next((w for w in self._workers if w.order is None), None) or self._hire()
            free.order, free.since = order, time.monotonic()
            yield free, order

    def _give(self, worker: _Worker, order: _Try, state: _State) -> None:
        assert self._server is not None
        self._server.ready()  # what it refuses is said once, not of each submission
        worker.since = time.monotonic()
        try:
            worker.pipe.send(order.order)
        except OSError:
            # It died before it took the order, which is not the order's doing.
            self._drop(worker)
            state.deaths += 1
            self._despair(state)
            state.again.append(order)

    def _take(self, worker: _Worker, state: _State) -> Iterator[Done]:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker, state, "the worker died")
            return
        if isinstance(answer, Exception):
            raise answer
        worker.order = None
        state.deaths = 0
        # The next order goes out before anybody looks at the answer: the desk does not wait.
        self._hand_out(state)
        yield answer

    def _bury(self, worker: _Worker, state: _State, why: str) -> Iterator[Done]:
        order = worker.order
        assert order is not None
        status = self._drop(worker)
        state.deaths += 1
        if not order.again:
            self._despair(state)
            state.again.append(replace(order, again=True))
            return
        from autograder.workers.desk import given_up  # noqa: PLC0415 - needed by nobody else here

        detail = f"the worker that graded this ended twice ({why}; status {status})"
        yield given_up(self._setup, order.order.submission, detail)

    def _drop(self, worker: _Worker) -> int | None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        return worker.process.exitcode

    def _despair(self, state: _State) -> None:
        if state.deaths > DEATHS * self._count + DEATHS:
            raise DeskError(
                "the processes that grade die as soon as they start; is memory short? "
                "Fewer of them may help: --workers 1"
            )

    def _hire(self) -> _Worker:
        from autograder.workers.serve import serve  # noqa: PLC0415 - loads the whole grader

        mine, theirs = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(theirs, self._setup), name="autograder-desk", daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, mine)
        self._workers.append(worker)
        return worker

    def _pause(self, busy: list[_Worker]) -> float | None:
        """Seconds until some order becomes slow or its worker is taken to hang."""
        now = time.monotonic()
        moments = [
            worker.since + (self._hang_s if worker.slow(now) else PATIENCE_S) - now + 0.01
            for worker in busy
        ]
        return max(min(moments), 0.0)


def _longest(setup: Setup) -> float:
    """More seconds than an honest desk can take for one order: every run of every program at the
    wall-clock limit, once more after a fault of the sandbox, and reading what came of it."""
    spec = setup.assignment.spec
    runs = 4 * (1 + spec.probes.count)
    return 2 * runs * (spec.limits.wall_s + 10) + 120
