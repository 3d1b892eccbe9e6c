"""Desks on the workers of a Dask cluster (dask.distributed), each with a fork server of its own.

Workers get the assignment with the batch, as bytes, and keep it in a folder of their own; they
need nothing but the same Autograder, Python and torch, which is checked. A worker that dies is
Dask's affair: its orders go to others, and an order that several workers died of is given up
(`distributed.scheduler.allowed-failures`).
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin, as_completed, get_worker

from autograder.errors import AutograderError
from autograder.experiments.oracle import OracleError
from autograder.identity import identity
from autograder.spec.load import LoadedAssignment
from autograder.workers.desk import Desk, given_up
from autograder.workers.order import Done, Order, Setup

CONNECT_S = 20.0
WORKERS_S = 120.0
"""Seconds to wait for the scheduler, and for its first worker."""

AHEAD = 2
"""Orders under way for each thread of the cluster: one at the desk, one on its way."""


class ClusterError(AutograderError):
    """The cluster cannot be used; the message says why."""


@dataclass(frozen=True)
class Parcel:
    """A setup that travels: the assignment's files by path, and what they were graded by here."""

    setup: Setup
    folder: tuple[tuple[str, bytes], ...]
    solutions: tuple[tuple[str, bytes], ...]
    reference: str
    engine: str
    program: str

    @classmethod
    def of(cls, setup: Setup) -> Parcel:
        """Pack a setup."""
        loaded = setup.assignment
        own = identity(loaded, setup.language, setup.key)
        # Paths of this machine mean nothing elsewhere.
        bare = replace(loaded, folder=Path(), reference=Path(), solutions=Path())
        return cls(
            setup=replace(setup, assignment=bare, address="", log=None),
            folder=_files(loaded.folder),
            solutions=_files(loaded.solutions),
            reference=loaded.reference.relative_to(loaded.solutions).as_posix(),
            engine=own.engine,
            program=own.program,
        )

    def unpack(self, root: Path) -> Setup:
        """Lay the files out under `root` and return the setup to open a desk with.

        Raises:
            ClusterError: this worker would grade differently.
        """
        folder, solutions = root / "assignment", root / "solutions"
        for place, files in ((folder, self.folder), (solutions, self.solutions)):
            place.mkdir(mode=0o700)
            for name, data in files:
                path = place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        bare = self.setup.assignment
        loaded = LoadedAssignment(
            bare.spec, folder, solutions / self.reference, solutions, bare.calls
        )
        setup = replace(self.setup, assignment=loaded)
        own = identity(loaded, setup.language, setup.key)
        if (own.engine, own.program) != (self.engine, self.program):
            raise ClusterError(
                "a worker of the cluster would grade differently: it has another version of "
                "Autograder, Python, torch, numpy or IPython than this machine; install the same "
                "on all of them (docs/cluster.md)"
            )
        return setup


@dataclass
class DeskPlugin(WorkerPlugin):  # type: ignore[misc]
    """Gives each Dask worker a desk, opened for the first order and closed with the batch."""

    name: str
    parcel: Parcel
    _desk: Desk | None = None
    _root: Path | None = None
    _lock: Any = field(default=None, repr=False)

    def setup(self, worker: Worker) -> None:  # noqa: ARG002
        """Called by Dask on each worker, also on those that join later."""
        self._lock = threading.Lock()

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        """Called by Dask when the batch is over or the worker stops."""
        with self._lock:
            desk, self._desk = self._desk, None
            if desk is not None:
                desk.close()
            if self._root is not None:
                shutil.rmtree(self._root, ignore_errors=True)

    def fill(self, order: Order) -> Done:
        """Fill one order at this worker's desk."""
        with self._lock:
            if self._desk is None:
                self._root = Path(tempfile.mkdtemp(prefix="autograder-"))
                self._desk = Desk(self.parcel.unpack(self._root))
        return self._desk.fill(order)


def fill(plugin: str, order: Order) -> Done:
    """The task that runs on a Dask worker."""
    found: DeskPlugin = get_worker().plugins[plugin]
    return found.fill(order)


class Cluster:
    """The workers behind a Dask scheduler, as a context manager.

    Raises:
        ClusterError: no scheduler answers at `address`.
    """

    def __init__(self, setup: Setup, address: str) -> None:
        self._setup = setup
        self._address = address
        self._name = f"autograder-{uuid.uuid4().hex}"
        try:
            self._client: Client = Client(
                address, timeout=CONNECT_S, set_as_default=False, name="autograder"
            )
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(f"no Dask scheduler answers at {address}: {error}") from None

    def __enter__(self) -> Cluster:
        self._client.register_plugin(DeskPlugin(self._name, Parcel.of(self._setup)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(Exception):  # a scheduler that is gone needs no tidying
            self._client.unregister_worker_plugin(self._name)
        self._client.close(timeout=5)

    def work(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Fill orders and yield what is done; see `order.Workshop`.

        Raises:
            ClusterError: there are no workers, the scheduler is gone, or a worker would grade
                differently.
        """
        waiting = iter(orders)
        under_way = as_completed([], loop=self._client.loop)
        mine: dict[Future, Order] = {}
        ended = False
        while True:
            while not ended and len(mine) < AHEAD * self._threads():
                order = next(waiting, None)
                if order is None:
                    ended = True
                    break
                future = self._client.submit(
                    fill,
                    self._name,
                    order,
                    key=f"{self._name}-{uuid.uuid4().hex}",
                    pure=False,
                )
                mine[future] = order
                under_way.add(future)
            if not mine:
                return
            future = next(under_way)
            yield self._result(future, mine.pop(future))

    def _result(self, future: Future, order: Order) -> Done:
        if future.status == "finished":
            done: Done = future.result()
            return done
        if future.status != "error":
            raise ClusterError(
                f"the Dask scheduler at {self._address} is gone; what is graded is kept, and the "
                "same command goes on where it stopped"
            )
        error = future.exception()
        if isinstance(error, ClusterError | OracleError):
            raise error
        said = "several workers died of it" if isinstance(error, KilledWorker) else repr(error)
        return given_up(self._setup, order.submission, said)

    def _threads(self) -> int:
        """Threads of all workers, which may come and go; waits for the first."""
        count = sum(self._client.nthreads().values())
        if not count:
            try:
                self._client.wait_for_workers(1, timeout=WORKERS_S)
            except TimeoutError:
                raise ClusterError(
                    f"the Dask scheduler at {self._address} has no workers; start some "
                    "(docs/cluster.md says how)"
                ) from None
            count = sum(self._client.nthreads().values())
        return max(int(count), 1)


def _files(folder: Path) -> tuple[tuple[str, bytes], ...]:
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )
