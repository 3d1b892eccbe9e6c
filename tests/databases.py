"""Stores to test with: an SQLite file, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from autograder.store import Store
from autograder.store.engine import url_of


def _programs() -> Path | None:
    """Where initdb and postgres lie; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


_OPTIONS = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a throw-away PostgreSQL server that listens on a socket in its own folder."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    user: str | None = None
    if os.geteuid() == 0:
        # The server refuses to run as root.
        try:
            user = pwd.getpwnam("postgres").pw_name
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no user `postgres`")
    folder = Path(tempfile.mkdtemp(prefix="autograder-pg-", dir="/tmp"))
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"

    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-N"],
        user=user,
        cwd="/",
        check=True,
        capture_output=True,
    )
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*(programs / "postgres", "-D", data, "-k", folder), *_OPTIONS],
            user=user,
            cwd="/",
            stdout=log,
            stderr=log,
        )
    url = f"postgresql://tester@/postgres?host={folder}"
    try:
        _wait_for(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGQUIT)  # nothing of it is wanted any more
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    engine = _engine(url)
    for _ in range(600):
        try:
            with engine.connect():
                break
        except OperationalError:
            assert server.poll() is None, "PostgreSQL did not start"
            time.sleep(0.05)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store, of each kind in turn."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    yield own_schema(request.getfixturevalue("postgresql"))


def own_schema(server: str) -> str:
    """The address of an empty schema of one's own on a server: cheaper than a database."""
    name = f"t{uuid4().hex}"
    engine = _engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{server}&options=-csearch_path%3D{name}"


def _engine(server: str) -> Engine:
    return create_engine(url_of(server))


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """An open, empty store of each kind."""
    with Store.open(place) as opened:
        yield opened
