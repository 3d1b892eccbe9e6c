"""The tables of the store, as SQLAlchemy Core knows them.

What a person is graded for hangs together so:

    submission ── attempt ── report ── profile ── checks, diagnoses, concepts, flags
     (a name)    (contents)  (a result)
        │                        │
        └── overrides, comments  └── run_items ── run (one call of `autograder grade`)

A *submission* is a name within an assignment and holds what is true of it now (`report_id`,
`score`, ...), so that lists and counts read one table. An *attempt* is one content that was handed
in under that name. A *report* is what came of one attempt under one fingerprint (rubric, version,
key, language) and never changes. A *profile* is all that figures of the class are made of (every
check with its outcome and points, diagnoses, concepts, flags): results that agree in all of it
share one, so that a class is counted by profile, of which there are few. `contents` and `evidence`
go by hash of the content: equal submissions share them.

The migrations in `migrations/versions` make these tables; a test compares the two.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from autograder.report.text import well_formed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as seconds since 1970: the same on every database, and sortable."""

    impl = Float(precision=53)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        """To seconds."""
        return None if value is None else value.timestamp()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From seconds."""
        return None if value is None else datetime.fromtimestamp(value, timezone.utc)


class Words(TypeDecorator[str]):
    """Foreign text in a form that every database takes: no NUL, no lone surrogates."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To text that can be kept."""
        return None if value is None else well_formed(value.replace("\0", "\ufffd"))


def _points(name: str, **more: Any) -> Column[float]:
    return Column(name, Float(precision=53), **more)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(target: str, **more: Any) -> Column[int]:
    name = more.pop("name", target.removesuffix("s") + "_id")
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), **more)


runs = Table(
    "runs",
    metadata,
    _id(),
    Column("assignment", String(200), nullable=False),
    Column("state", String(16), nullable=False),  # running, finished, interrupted
    Column("started_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("total", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rubric", String(64), nullable=False),
    Column("program", String(64), nullable=False),  # of Autograder's own source
    Column("version", String(64), nullable=False),
    Column("language", String(8)),
    Column("source", Words, nullable=False),
    Index(None, "assignment", "started_at"),
)

submissions = Table(
    "submissions",
    metadata,
    _id(),
    Column("assignment", String(200), nullable=False),
    Column("name", Words, nullable=False),
    Column("student", Words, nullable=False),
    # No foreign keys here: they would point round in a circle.
    Column("attempt_id", Integer),
    Column("report_id", Integer),
    Column("profile_id", Integer),
    Column("status", String(16)),
    _points("score"),
    _points("final_score"),  # with overrides
    _points("max_score"),
    Column("language", String(8)),
    Column("root_code", String(100)),
    Column("behaviour", String(32)),  # hash of the signature
    Column("structure", String(32)),  # hash of the syntax trees
    Column("flagged", Boolean, nullable=False, default=False),
    Column("tampering", Boolean, nullable=False, default=False),
    Column("overridden", Boolean, nullable=False, default=False),
    Column("commented", Boolean, nullable=False, default=False),
    Column("reviewed_by", Words),
    Column("reviewed_at", Moment),
    Column("release", String(16), nullable=False, default="unreleased"),  # released, held
    Column("released_at", Moment),
    Column("released_report_id", Integer),
    Column("version", Integer, nullable=False, default=1),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("assignment", "name"),
    Index(None, "assignment", "status", "reviewed_at"),
    Index(None, "assignment", "profile_id"),
    Index(None, "assignment", "final_score", "status", "max_score"),
    Index(None, "assignment", "behaviour"),
    Index(None, "assignment", "root_code"),
    Index(None, "assignment", "student"),
    Index(None, "assignment", "release"),
    Index(None, "assignment", "updated_at"),
    Index(None, "report_id"),
)

attempts = Table(
    "attempts",
    metadata,
    _id(),
    _to("submissions", nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", String(64), nullable=False),
    Column("body", String(64)),  # the bytes alone, whatever the files are called
    Column("seen_at", Moment, nullable=False),
    UniqueConstraint("submission_id", "content"),
    Index(None, "content"),
)

contents = Table(
    "contents",
    metadata,
    Column("content", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    # Of a submission: the hash of its content. Of the reference and the samples: a name.
    Column("owner", String(300), primary_key=True),
    Column("engine", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    _id(),
    _to("submissions", nullable=False),
    _to("attempts", nullable=False),
    _to("runs", nullable=False),
    _to("profiles", nullable=False),
    Column("assignment", String(200), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("status", String(16), nullable=False),
    _points("score", nullable=False),
    _points("max_score", nullable=False),
    Column("language", String(8), nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("root_code", String(100)),
    Column("behaviour", String(32)),
    Column("signature", Words),
    Column("structure", String(32)),  # hash of the syntax trees
    Column("sketch", LargeBinary),  # its fingerprints
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("attempt_id", "fingerprint"),
    Index(None, "submission_id"),
    Index(None, "assignment", "behaviour"),
)

profiles = Table(
    "profiles",
    metadata,
    _id(),
    Column("digest", String(32), nullable=False, unique=True),
)

checks = Table(
    "checks",
    metadata,
    _to("profiles", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("question", String(200), nullable=False),
    Column("check_id", String(200), nullable=False),
    Column("status", String(16), nullable=False),
    _points("score", nullable=False),
    _points("max_score", nullable=False),
    sqlite_with_rowid=False,
)

diagnoses = Table(
    "diagnoses",
    metadata,
    _to("profiles", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", String(100), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("question", String(200)),
    Index(None, "code"),
    sqlite_with_rowid=False,
)

concepts = Table(
    "concepts",
    metadata,
    _to("profiles", primary_key=True),
    Column("concept", String(200), primary_key=True),
    Column("covered", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

flags = Table(
    "flags",
    metadata,
    _to("profiles", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", String(100), nullable=False),
    sqlite_with_rowid=False,
)

run_items = Table(
    "run_items",
    metadata,
    _to("runs", primary_key=True),
    _to("submissions", primary_key=True),
    _to("reports", nullable=False),
    Column("profile_id", Integer, nullable=False),
    Column("previous_report_id", Integer),  # current when this run came to the submission
    Column("position", Integer, nullable=False),
    Column("made", Boolean, nullable=False),  # False: the report was there already
    Index(None, "run_id", "profile_id"),
    Index(None, "report_id"),
    Index(None, "submission_id"),
    sqlite_with_rowid=False,
)

overrides = Table(
    "overrides",
    metadata,
    _id(),
    _to("submissions", nullable=False),
    _to("attempts", nullable=False),
    Column("question", String(200), nullable=False),
    _points("points", nullable=False),
    Column("reason", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("submission_id", "attempt_id", "question"),
)

comments = Table(
    "comments",
    metadata,
    _id(),
    _to("submissions", nullable=False),
    Column("text", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment),
    Column("for_student", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False, default=False),
    Index(None, "submission_id"),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    Column("actor", Words, nullable=False),
    Column("action", String(32), nullable=False),
    Column("assignment", String(200), nullable=False),
    _to("submissions"),
    Column("batch", String(32)),  # changes that were made, and are undone, as one
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undoes", Integer),
    Column("undone_by", Integer),
    Index(None, "assignment", "at"),
    Index(None, "submission_id"),
    Index(None, "batch"),
)
