"""Work that takes longer than a page may: done in a thread, looked at until it is finished."""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from autograder.errors import AutograderError

log = logging.getLogger(__name__)

KEPT = 50
"""Jobs that are remembered; the oldest is forgotten first."""


@dataclass
class Job:
    """One piece of work. `kind` says which page shows it; `about` is what it was asked for.

    `problem` is a sentence where it failed; `fault` marks a failure that is ours.
    """

    id: str
    kind: str
    about: Any
    state: Literal["running", "done", "failed"] = "running"
    done: int = 0
    total: int = 0
    result: Any = None
    problem: str = ""
    fault: bool = False

    def tick(self, done: int, total: int) -> None:
        """Note how far it is."""
        self.done, self.total = done, total


class Jobs:
    """All jobs of a dashboard, one at a time: grading takes the whole machine anyway."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def start(self, kind: str, about: Any, work: Callable[[Job], Any]) -> Job:
        """Begin; `work` gets the job, to note progress, and gives the result."""
        job = Job(secrets.token_urlsafe(12), kind, about)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        threading.Thread(
            target=self._run, args=(job, work), name=f"job-{kind}", daemon=True
        ).start()
        return job

    def find(self, number: str) -> Job | None:
        """A job by its number."""
        with self._lock:
            return self._jobs.get(number)

    def _run(self, job: Job, work: Callable[[Job], Any]) -> None:
        with self._turn:
            try:
                job.result = work(job)
            except AutograderError as error:
                job.problem, job.state = str(error), "failed"
            except Exception as error:
                log.exception("the job %s failed", job.kind)
                job.problem, job.state, job.fault = repr(error), "failed", True
            else:
                job.state = "done"
