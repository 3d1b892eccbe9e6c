"""What was handed in and what running it showed: enough to grade it again with nothing else."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, select

from autograder.ingest.submission import Problem, Submission, SubmittedFile
from autograder.store.schema import attempts, contents, evidence, submissions
from autograder.store.upsert import put


class _Content(msgspec.Struct):
    files: list[tuple[str, bytes]]
    problems: list[Problem]


def content_of(submission: Submission) -> str:
    """A hash of what was handed in: paths, bytes, and what could not be read of it."""
    return hashlib.blake2b(_pack(submission), digest_size=20).hexdigest()


def body_of(submission: Submission) -> str | None:
    """A hash of the bytes that were handed in, whatever the files are called; None for nothing."""
    parts = sorted(hashlib.blake2b(file.data).digest() for file in submission.files if file.data)
    return hashlib.blake2b(b"".join(parts), digest_size=20).hexdigest() if parts else None


def save_content(db: Connection, content: str, submission: Submission) -> None:
    """Keep the files of a submission under their hash; the same content is kept once."""
    packed = _pack(submission)
    size = sum(len(file.data) for file in submission.files)
    row = {"content": content, "data": zlib.compress(packed, 6), "size": size}
    put(db, contents, row, ("content",), update=False)


def load_submission(db: Connection, submission_id: int) -> Submission | None:
    """The current attempt of a submission as it was handed in; None where it is not there."""
    query = _with_contents().where(submissions.c.id == submission_id)
    row = db.execute(query).first()
    return None if row is None else _unpack(row.name, row.student, row.data)


def all_submissions(db: Connection, assignment: str) -> Iterator[Submission]:
    """Every submission of an assignment as it was handed in (its current attempt), by name."""
    query = _with_contents().where(submissions.c.assignment == assignment)
    for row in db.execute(query.order_by(submissions.c.name)):
        yield _unpack(row.name, row.student, row.data)


def save_evidence(db: Connection, owner: str, engine: str, data: bytes) -> None:
    """Keep the packed runs of a content (or of the reference) under the engine that made them."""
    row = {"owner": owner, "engine": engine, "data": data, "made_at": datetime.now(timezone.utc)}
    put(db, evidence, row, ("owner", "engine"))


def load_evidence(db: Connection, owner: str, engine: str) -> bytes | None:
    """The packed runs of a content under this engine, None where there are none."""
    return db.execute(_EVIDENCE, {"owner": owner, "engine": engine}).scalar()


_EVIDENCE = select(evidence.c.data).where(
    evidence.c.owner == bindparam("owner"), evidence.c.engine == bindparam("engine")
)


def _with_contents() -> Select[Any]:
    return select(submissions.c.name, submissions.c.student, contents.c.data).join_from(
        submissions.join(attempts, submissions.c.attempt_id == attempts.c.id),
        contents,
        attempts.c.content == contents.c.content,
    )


def _pack(submission: Submission) -> bytes:
    files = [(_utf8(file.path), file.data) for file in submission.files]
    return msgspec.msgpack.encode(_Content(files, list(submission.problems)))


def _utf8(path: str) -> str:
    return path.encode("utf-8", "replace").decode("utf-8")


def _unpack(name: str, student: str, data: bytes) -> Submission:
    content = msgspec.msgpack.decode(zlib.decompress(data), type=_Content)
    files = tuple(SubmittedFile(path, data) for path, data in content.files)
    return Submission(name, student, files, tuple(content.problems))
