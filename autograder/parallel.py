"""Work on many submissions, a few at a time, with results as they come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")


def in_parallel(
    work: Callable[[Given], Result], given: Iterable[Given], workers: int
) -> Iterator[Result]:
    """Yield what `work` makes of each of `given`, in the order in which they finish.

    At most twice as many as workers are taken from `given` ahead of the results. Leaving early
    starts no more of them.
    """
    stop = threading.Event()
    nothing: list[Result] = []

    def one(item: Given) -> list[Result]:
        return nothing if stop.is_set() else [work(item)]

    with ThreadPoolExecutor(workers, thread_name_prefix="grade") as pool:
        pending: set[Future[list[Result]]] = set()
        try:
            for item in given:
                pending.add(pool.submit(one, item))
                while len(pending) >= 2 * workers:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield from future.result()
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
        finally:
            stop.set()
