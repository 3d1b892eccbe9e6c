"""Opening what grades a batch, with what can stop it put into sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError, UsageError

if TYPE_CHECKING:
    from autograder.sandbox.host import Server
    from autograder.workers.order import Setup, Workshop
    from autograder.workers.pool import Pool


@contextmanager
def in_words() -> Iterator[None]:
    """Errors that end a batch, as the person at the terminal reads them.

    Raises:
        UsageError: the reference solution does not show what the assignment says, or a sample's
            header is broken.
        AutograderError: the sandbox does not work on this machine.
    """
    from autograder.experiments.oracle import OracleError
    from autograder.sandbox.host import SandboxError
    from autograder.spec.problems import SpecError

    try:
        yield
    except OracleError as error:
        raise UsageError(f"the assignment cannot be used: {error}") from None
    except SpecError as error:
        raise UsageError(f"the assignment cannot be used:\n{error}") from None
    except SandboxError as error:
        raise AutograderError(
            f"the sandbox does not work here: {error}. `autograder doctor` says more."
        ) from error


@contextmanager
def alone(setup: Setup, server: Server) -> Iterator[Workshop]:
    """One desk in this process, at a server that is starting."""
    from autograder.sandbox.client import Sandbox
    from autograder.workers.desk import Desk
    from autograder.workers.inline import Inline

    with in_words(), closing(Sandbox(server)) as sandbox, Desk(setup, sandbox) as desk:
        yield Inline(desk)


@contextmanager
def of_otter(
    zipped: Path, language: str | None, workers: int | None
) -> Iterator[tuple[Workshop, tuple[str, ...]]]:
    """What grades with the tests of an Otter zip, and what of the zip's settings it leaves out."""
    from autograder.otter.grader import OtterGrader
    from autograder.workers.inline import Threads

    with in_words(), OtterGrader(zipped, language=language, workers=workers) as grader:
        yield Threads(grader), tuple(grader.zip.config.ignored)


@contextmanager
def many(setup: Setup, workers: int | None) -> Iterator[Pool]:
    """Desks in processes of this machine, by default one for each core."""
    from autograder.machine import usable_cores
    from autograder.workers.pool import Pool

    with in_words(), Pool(setup, workers or usable_cores()) as pool:
        yield pool


@contextmanager
def elsewhere(setup: Setup, scheduler: str) -> Iterator[Workshop]:
    """Desks on a Dask cluster.

    Raises:
        UsageError: dask.distributed is not installed.
        AutograderError: the cluster cannot be used.
    """
    try:
        from autograder.workers.cluster import Cluster
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("autograder"):
            raise
        raise UsageError(
            "--scheduler needs dask.distributed, which is not installed: "
            "pip install 'autograd-autograder[cluster]'"
        ) from None
    with in_words(), Cluster(setup, scheduler) as cluster:
        yield cluster
