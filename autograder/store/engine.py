"""Opening a store: an SQLite file or a PostgreSQL database, brought up to date, with transactions.

SQLite runs in WAL mode, so that the dashboard reads while a batch writes. With
`synchronous=NORMAL` a commit outlives the death of the process at any moment; only a loss of power
may take the last ones with it, and never leaves a broken file (sqlite.org, "Write-Ahead Logging").
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from autograder.errors import AutograderError, UsageError

HEAD = "0001"
"""The newest migration, so that an open store need not load Alembic to see that it is current."""

BUSY_S = 30.0
"""Seconds that a writer waits for another one of the same SQLite file."""

CACHE_KIB = 16_000
"""Memory that a connection to an SQLite file keeps pages in, once as much of it was read."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6175746F
"""Key of PostgreSQL's advisory lock while migrating."""


class StoreError(AutograderError):
    """The database cannot be used; the message says why and what to do."""


class Store:
    """An open store. Connections are pooled; use it from any thread, but not across a fork."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, place: str | Path, *, cache_kib: int = CACHE_KIB) -> Store:
        """Open the store at a path (an SQLite file, made where it is missing) or a database URL,
        and apply the migrations that it lacks. `cache_kib` bounds the pages of a file that each
        connection keeps in memory.

        Raises:
            UsageError: no such kind of database, or its driver is not installed.
            StoreError: it cannot be reached, is no store, or was made by a newer Autograder.
        """
        url = url_of(place)
        try:
            file = url.get_backend_name() == "sqlite"
            engine = _sqlite(url, cache_kib) if file else _server(url)
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise UsageError(
                f"the store {shown(url)} needs a database driver that is not installed: {error}. "
                "For PostgreSQL: pip install 'autograd-autograder[postgresql]'"
            ) from None
        store = cls(engine)
        try:
            store._migrate(url)
        except DBAPIError as error:
            engine.dispose()
            raise StoreError(f"the store {shown(url)} cannot be used: {_reason(error)}") from error
        except BaseException:
            engine.dispose()
            raise
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for what no function here does."""
        return self._engine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file, with one writer at a time."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the store, whatever is written meanwhile."""
        level: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._engine.connect() as connection:
            yield connection.execution_options(**level)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: committed at the end of the block, taken back whole on an error."""
        with self._engine.connect() as connection:
            writing = connection.execution_options(autograder_writes=True)
            with writing.begin():
                yield writing

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _migrate(self, url: URL) -> None:
        with self.read() as connection:
            if _revision(connection) == HEAD:
                return
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            found = _revision(connection)
            if found == HEAD:
                return
            known = {path.name.split("_")[0] for path in (_MIGRATIONS / "versions").glob("0*.py")}
            if found is not None and found not in known:
                raise StoreError(
                    f"the store {shown(url)} was made by a newer Autograder (its schema is "
                    f"{found}, the newest known here is {HEAD}): update Autograder"
                )
            if found is None and inspect(connection).has_table("submissions"):
                raise StoreError(
                    f"{shown(url)} holds a table `submissions` that Autograder did not make: "
                    "give it a database or file of its own"
                )
            _upgrade(connection)


def url_of(place: str | Path) -> URL:
    """The URL of a store given as a path or as a URL; `postgresql:` means the psycopg driver.

    Raises:
        UsageError: what looks like a URL is none.
    """
    text_ = str(place)
    if "://" not in text_:
        return URL.create("sqlite", database=str(Path(text_).absolute()))
    try:
        url = make_url(text_)
        if url.drivername in ("postgresql", "postgres"):
            return url.set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"the store's address cannot be read: {error}") from None
    return url


def shown(url: URL) -> str:
    """A store as a person may see it: a path, or a URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def _sqlite(url: URL, cache_kib: int) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_S})

    # SQLAlchemy's own recipe ("Serializable isolation / Savepoints / Transactional DDL"): the
    # driver's notion of when a transaction begins is switched off, and ours put in its place.
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"cache_size=-{cache_kib}",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its place at once: one that had begun as a reader could not wait its turn.
        writes = connection.get_execution_options().get("autograder_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _server(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to load, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _reason(error: DBAPIError) -> str:
    return " ".join(str(error.orig or error).split())
