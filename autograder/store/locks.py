"""One batch at a time on a store: two would grade everything twice."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from autograder.errors import UsageError
from autograder.store.engine import Store


@contextmanager
def grading(store: Store, assignment: str) -> Iterator[None]:
    """Hold the right to grade an assignment into this store; the death of the process gives it up.

    Raises:
        UsageError: another process has it.
    """
    refusal = UsageError(
        f"another batch is grading {assignment} into this store; wait until it ends, or give this "
        "one another --out or --store"
    )
    if store.is_sqlite:
        file = Path(f"{store.engine.url.database}.lock")
        with file.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise refusal from None
            yield
        return
    key = int.from_bytes(hashlib.blake2b(assignment.encode(), digest_size=7).digest(), "big")
    with store.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar():
            raise refusal
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
